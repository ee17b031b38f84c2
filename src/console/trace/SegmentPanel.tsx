/** What one segment or subsegment says, in tabs. Used by TracePage.tsx as the split panel. AWS page: "Viewing segment details". */
import Box from '@cloudscape-design/components/box';
import SplitPanel from '@cloudscape-design/components/split-panel';
import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import type { Segment, Subsegment } from '../../model/segment-document.ts';
import { annotationExpression, tracesHref } from '../format/filter-quote.ts';
import { visibleText } from '../format/text.ts';
import { Facts } from '../look/Facts.tsx';
import { JsonView } from '../look/JsonView.tsx';
import { ExceptionsTab } from './ExceptionsTab.tsx';
import { causeOf } from './exceptions.ts';
import { OverviewTab } from './OverviewTab.tsx';
import { resourceFacts, sqlFacts } from './resource-facts.ts';
import type { TraceNode, TraceTree } from './trace-tree.ts';

interface SegmentPanelProps {
  readonly node: TraceNode | undefined;
  readonly tree: TraceTree;
  onSelect(id: string): void;
}

export function SegmentPanel({ node, tree, onSelect }: SegmentPanelProps) {
  const [tab, setTab] = useState('overview');
  return (
    <SplitPanel header={node === undefined ? 'Segment details' : visibleText(node.name)} hidePreferencesButton>
      {node?.document === undefined ? (
        <Box color="text-body-secondary">
          {node === undefined
            ? 'Choose a row of the timeline.'
            : 'No document with this id has arrived. Its children are shown below it; they join their parent when it comes.'}
        </Box>
      ) : (
        <PanelTabs tabs={tabsOf(node, node.document, tree, onSelect)} chosen={tab} onChoose={setTab} />
      )}
    </SplitPanel>
  );
}

interface PanelTabsProps {
  readonly tabs: readonly TabsProps.Tab[];
  readonly chosen: string;
  onChoose(id: string): void;
}

/** A chosen tab that this row does not have waits for the next row that has it. */
function PanelTabs({ tabs, chosen, onChoose }: PanelTabsProps) {
  const shown = tabs.some(({ id }) => id === chosen) ? chosen : 'overview';
  return <Tabs activeTabId={shown} onChange={({ detail }) => onChoose(detail.activeTabId)} tabs={tabs} />;
}

function tabsOf(node: TraceNode, document: Segment | Subsegment, tree: TraceTree, onSelect: (id: string) => void) {
  const resources = resourceFacts(node);
  const annotations = Object.entries(document.annotations ?? {}).map(([name, value]) => ({
    name,
    value: JSON.stringify(value) ?? '',
    more: isScalar(value) ? { href: tracesHref(annotationExpression(name, value)), text: 'Traces with this value' } : undefined,
  }));
  const metadata = Object.keys(document.metadata ?? {}).length;
  const exceptions = causeOf(document)?.exceptions?.length ?? (typeof document.cause === 'string' ? 1 : 0);
  const sql = sqlFacts(document);
  const all = [
    { id: 'overview', label: 'Overview', shown: true, content: <OverviewTab node={node} document={document} tree={tree} /> },
    { id: 'resources', label: 'Resources', shown: resources.length > 0, content: <Facts facts={resources} /> },
    {
      id: 'annotations',
      label: counted('Annotations', annotations.length),
      shown: annotations.length > 0,
      content: <Facts facts={annotations} />,
    },
    {
      id: 'metadata',
      label: counted('Metadata', metadata),
      shown: metadata > 0,
      content: <JsonView value={document.metadata} label="Metadata" />,
    },
    {
      id: 'exceptions',
      label: counted('Exceptions', exceptions),
      shown: document.cause !== undefined,
      content: <ExceptionsTab document={document} roots={tree.roots} onSelect={onSelect} />,
    },
    { id: 'sql', label: 'SQL', shown: sql.length > 0, content: <Facts facts={sql} /> },
    {
      id: 'raw',
      label: 'Raw',
      shown: true,
      content: <JsonView value={withoutChildren(document)} label="Document without its subsegments" />,
    },
  ];
  return all.filter(({ shown }) => shown);
}

/** What X-Ray indexes; anything else was not made an annotation. */
function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function counted(label: string, count: number): string {
  return count === 0 ? label : `${label} (${count})`;
}

/** The children are rows of their own; a handler's document with them would hide its own members. */
function withoutChildren(document: Segment | Subsegment): unknown {
  const count = document.subsegments?.length ?? 0;
  return count === 0 ? document : { ...document, subsegments: `(${count} subsegments, each with its own row)` };
}
