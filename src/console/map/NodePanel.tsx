/** What is known of a node of the map: outcomes, response times, and the way to its traces. Used by MapPage.tsx as the split panel. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { follow } from '../app/links.ts';
import { formatDuration } from '../format/duration.ts';
import { serviceExpression } from '../format/filter-quote.ts';
import { visibleText } from '../format/text.ts';
import { histogramBars, percentile } from './histogram.ts';
import { type MapNode, typeLabel } from './map-model.ts';
import { formatRate, formatShare } from './node-words.ts';
import { averageSeconds, type Outcomes } from './service-statistics.ts';

interface NodePanelProps {
  readonly node: MapNode | undefined;
  /** The window, as the address of the traces list takes it. */
  readonly range: Readonly<Record<string, string | undefined>>;
}

const outcomes = [
  ['ok', 'OK'],
  ['error', 'Errors (4xx)'],
  ['throttle', 'Throttles (429)'],
  ['fault', 'Faults (5xx)'],
] as const;

export function NodePanel({ node, range }: NodePanelProps) {
  if (node === undefined)
    return (
      <SplitPanel header="Node details" hidePreferencesButton>
        <Box color="text-body-secondary">Choose a node of the map.</Box>
      </SplitPanel>
    );
  const histogram = node.service?.ResponseTimeHistogram ?? [];
  return (
    <SplitPanel header={visibleText(node.name)} hidePreferencesButton>
      <SpaceBetween size="l">
        <SpaceBetween size="xs" direction="horizontal">
          <Button href={tracesHref(node, range, '')} onFollow={follow}>
            View traces
          </Button>
          {(node.outcomes?.fault ?? 0) > 0 ? (
            <Button href={tracesHref(node, range, ' { fault }')} onFollow={follow}>
              View faults
            </Button>
          ) : null}
        </SpaceBetween>
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'Type', value: typeLabel(node.type) },
            { label: 'Account', value: node.accountId ?? '–' },
            { label: 'Traffic', value: formatRate(node.perMinute) ?? '–' },
            { label: 'Average', value: formatDuration(averageSeconds(node.outcomes)) },
            {
              label: 'p50 · p95',
              value: `${formatDuration(percentile(histogram, 0.5))} · ${formatDuration(percentile(histogram, 0.95))}`,
            },
            { label: 'p99', value: formatDuration(percentile(histogram, 0.99)) },
          ]}
        />
        {node.outcomes === undefined ? (
          <Box color="text-body-secondary">Clients are not measured: what they saw is on the lines that leave them.</Box>
        ) : (
          <OutcomeBars counted={node.outcomes} />
        )}
        <ResponseTimes node={node} />
      </SpaceBetween>
    </SplitPanel>
  );
}

function tracesHref(node: MapNode, range: Readonly<Record<string, string | undefined>>, condition: string): string {
  const query = new URLSearchParams(Object.entries(range).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  // A client node is no service: its traces are those that enter at the service of its name.
  query.set('filter', `${serviceExpression(node.name, node.type === 'client' ? undefined : node.type)}${condition}`);
  return `/traces?${query.toString()}`;
}

function OutcomeBars({ counted }: { readonly counted: Outcomes }) {
  return (
    <div className="rg-shares">
      {outcomes.map(([kind, label]) => {
        const part = counted.total === 0 ? 0 : counted[kind] / counted.total;
        return (
          <div key={kind}>
            <span>{label}</span>
            <span className="rg-share-track">
              <span className={`rg-share rg-share-${kind}`} style={{ width: `${part * 100}%` }} />
            </span>
            <span className="rg-number">
              {formatShare(part)} · {counted[kind].toLocaleString()}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function ResponseTimes({ node }: { readonly node: MapNode }) {
  const bars = histogramBars(node.service?.ResponseTimeHistogram ?? [], 32);
  const most = Math.max(...bars.map(({ count }) => count), 1);
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <figure className="rg-histogram">
      <figcaption>Response time distribution</figcaption>
      <div className="rg-histogram-bars" aria-hidden="true">
        {bars.map(({ from, to, count }) => (
          <span
            key={from}
            style={{ height: count === 0 ? 0 : `max(2px, ${(count / most) * 100}%)` }}
            title={`${formatDuration(from)} – ${formatDuration(to)}: ${count.toLocaleString()}`}
          />
        ))}
      </div>
      <div className="rg-histogram-axis">
        <span>{formatDuration(first.from)}</span>
        <span>{formatDuration(last.to)}</span>
      </div>
    </figure>
  );
}
