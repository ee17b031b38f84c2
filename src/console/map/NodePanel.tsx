/** What is known of a node of the map: outcomes, response times, calls, and the way to its traces. Used by the map and a trace's map as the split panel. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { follow } from '../app/links.ts';
import { serviceExpression, tracesHref } from '../format/filter-quote.ts';
import { visibleText } from '../format/text.ts';
import { functionHref } from '../functions/function-href.ts';
import { CopyButton } from '../look/CopyButton.tsx';
import { Measurements } from './Measurements.tsx';
import { type MapEdge, type MapGraph, type MapNode, typeLabel } from './map-model.ts';
import { NodeCalls } from './NodeCalls.tsx';

interface NodePanelProps {
  readonly node: MapNode | undefined;
  readonly graph: MapGraph | undefined;
  /** Window and group, as the address of the traces list takes them. */
  readonly search: Readonly<Record<string, string | undefined>>;
  /** Undefined where calls have no panel. */
  readonly onChooseEdge?: ((edge: MapEdge) => void) | undefined;
}

export function NodePanel({ node, graph, search, onChooseEdge }: NodePanelProps) {
  if (node === undefined)
    return (
      <SplitPanel header="Node details" hidePreferencesButton>
        <Box color="text-body-secondary">Choose a node of the map, or the line between two.</Box>
      </SplitPanel>
    );
  // A client node is no service: its traces are those that enter at the service of its name.
  const expression = serviceExpression(node.name, node.type === 'client' ? undefined : node.type);
  const hrefOf = (condition: string): string => tracesHref(`${expression} { ${condition} }`, search);
  return (
    <SplitPanel header={visibleText(node.name)} hidePreferencesButton>
      <SpaceBetween size="l">
        <SpaceBetween size="xs" direction="horizontal">
          <Button href={tracesHref(expression, search)} onFollow={follow}>
            View traces
          </Button>
          {/^AWS::Lambda\b/.test(node.type ?? '') ? (
            <Button href={functionHref(node.name)} onFollow={follow}>
              View function
            </Button>
          ) : null}
        </SpaceBetween>
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'Type', value: typeLabel(node.type) },
            {
              label: 'Name',
              value: (
                <span className="rg-break rg-copied">
                  {visibleText(node.name)}
                  <CopyButton text={node.name} label="Copy name" />
                </span>
              ),
            },
            ...(node.accountId === undefined ? [] : [{ label: 'Account', value: node.accountId }]),
          ]}
        />
        {node.outcomes === undefined ? (
          <Box color="text-body-secondary">Clients are not measured: what they saw is on the lines that leave them.</Box>
        ) : (
          <Measurements
            outcomes={node.outcomes}
            perMinute={node.perMinute}
            histogram={node.service?.ResponseTimeHistogram ?? []}
            hrefOf={hrefOf}
          />
        )}
        {graph === undefined ? null : (
          <div>
            <NodeCalls node={node} graph={graph} onChooseEdge={onChooseEdge} />
          </div>
        )}
      </SpaceBetween>
    </SplitPanel>
  );
}
