/** What is known of the calls from one node to another, as the caller saw them. Used by MapPage.tsx as the split panel. AWS page: "Using the X-Ray trace map". */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { follow } from '../app/links.ts';
import { edgeExpression, tracesHref } from '../format/filter-quote.ts';
import { visibleText } from '../format/text.ts';
import { Distribution, Measurements } from './Measurements.tsx';
import { type MapEdge, type MapNode, typeLabel } from './map-model.ts';
import { shortName } from './node-words.ts';

interface EdgePanelProps {
  readonly edge: MapEdge;
  readonly from: MapNode;
  readonly to: MapNode;
  /** Window and group, as the address of the traces list takes them. */
  readonly search: Readonly<Record<string, string | undefined>>;
  onChoose(node: MapNode): void;
}

export function EdgePanel({ edge, from, to, search, onChoose }: EdgePanelProps) {
  const expression = edgeExpression(from, to);
  const hrefOf = (condition: string): string => tracesHref(`${expression} { ${condition} }`, search);
  const end = (node: MapNode) => (
    <>
      <Link
        href="#"
        onFollow={(event) => {
          event.preventDefault();
          onChoose(node);
        }}
      >
        <span className="rg-break">{visibleText(node.name)}</span>
      </Link>
      <Box color="text-body-secondary" fontSize="body-s">
        {typeLabel(node.type)}
      </Box>
    </>
  );
  return (
    <SplitPanel header={`${visibleText(shortName(from.name))} → ${visibleText(shortName(to.name))}`} hidePreferencesButton>
      <SpaceBetween size="l">
        <Button href={tracesHref(expression, search)} onFollow={follow}>
          View traces
        </Button>
        <KeyValuePairs
          columns={2}
          items={[
            { label: edge.link ? 'From' : 'Caller', value: end(from) },
            { label: edge.link ? 'To' : 'Called', value: end(to) },
          ]}
        />
        <Box color="text-body-secondary">
          {edge.link
            ? 'These are links between traces: what one sent, another took up later.'
            : 'Times and outcomes as the caller measured them; the way over the network is in them.'}
        </Box>
        {edge.outcomes === undefined ? null : (
          <Measurements
            outcomes={edge.outcomes}
            perMinute={edge.perMinute}
            histogram={edge.edge?.ResponseTimeHistogram ?? []}
            hrefOf={hrefOf}
          />
        )}
        <Distribution title="Age of events when they were received" histogram={edge.edge?.ReceivedEventAgeHistogram ?? []} />
      </SpaceBetween>
    </SplitPanel>
  );
}
