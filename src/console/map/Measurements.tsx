/** What was counted at a node or of a call: traffic, response times, outcomes, each with the way to its traces. Used by both panels. */
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { HistogramEntry } from '../api/xray-types.ts';
import { follow } from '../app/links.ts';
import { formatDuration } from '../format/duration.ts';
import { histogramBars, percentile } from './histogram.ts';
import { formatRate, formatShare } from './node-words.ts';
import { averageSeconds, type Outcomes } from './service-statistics.ts';

interface MeasurementsProps {
  readonly outcomes: Outcomes;
  readonly perMinute: number | undefined;
  readonly histogram: readonly HistogramEntry[];
  /** The traces list under a condition, `fault`. Undefined where no filter selects them. */
  readonly hrefOf: ((condition: string) => string) | undefined;
}

const kinds = [
  ['ok', 'OK'],
  ['error', 'Errors (4xx)'],
  ['throttle', 'Throttles (429)'],
  ['fault', 'Faults (5xx)'],
] as const;

export function Measurements({ outcomes, perMinute, histogram, hrefOf }: MeasurementsProps) {
  const p95 = percentile(histogram, 0.95);
  return (
    <SpaceBetween size="l">
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Traffic', value: formatRate(perMinute) ?? '–' },
          { label: 'Average', value: formatDuration(averageSeconds(outcomes)) },
          {
            label: 'p50 · p95 · p99',
            value: [0.5, 0.95, 0.99].map((share) => formatDuration(percentile(histogram, share))).join(' · '),
          },
          {
            label: 'Slowest',
            value:
              hrefOf === undefined || p95 === undefined ? (
                '–'
              ) : (
                <Link href={hrefOf(`responsetime >= ${p95}`)} onFollow={follow}>
                  Traces from {formatDuration(p95)} on
                </Link>
              ),
          },
        ]}
      />
      <div className="rg-shares">
        {kinds.map(([kind, label]) => {
          const part = outcomes.total === 0 ? 0 : outcomes[kind] / outcomes.total;
          return (
            <div key={kind}>
              {hrefOf === undefined || outcomes[kind] === 0 ? (
                <span>{label}</span>
              ) : (
                <Link href={hrefOf(kind)} onFollow={follow}>
                  {label}
                </Link>
              )}
              <span className="rg-share-track">
                <span className={`rg-share rg-share-${kind}`} style={{ width: `${part * 100}%` }} />
              </span>
              <span className="rg-number">
                {formatShare(part)} · {outcomes[kind].toLocaleString()}
              </span>
            </div>
          );
        })}
      </div>
      <Distribution title="Response time distribution" histogram={histogram} />
    </SpaceBetween>
  );
}

interface DistributionProps {
  readonly title: string;
  readonly histogram: readonly HistogramEntry[];
}

const bars = 32;

/** How many took how long, over the logarithm of time; the tallest bar is named, so that the others can be read. */
export function Distribution({ title, histogram }: DistributionProps) {
  const counted = histogramBars(histogram, bars);
  const first = counted[0];
  const last = counted.at(-1);
  if (first === undefined || last === undefined) return null;
  const most = Math.max(...counted.map(({ count }) => count), 1);
  return (
    <figure className="rg-histogram">
      <figcaption>
        {title}
        <Box color="text-body-secondary" fontSize="body-s">
          Requests; tallest bar {most.toLocaleString()}
        </Box>
      </figcaption>
      <div className="rg-histogram-bars" aria-hidden="true">
        {counted.map(({ from, to, count }) => (
          <span key={from} title={`${formatDuration(from)} – ${formatDuration(to)}: ${count.toLocaleString()}`}>
            <span style={{ height: count === 0 ? 0 : `max(2px, ${(count / most) * 100}%)` }} />
          </span>
        ))}
      </div>
      <div className="rg-histogram-axis">
        <span>{formatDuration(first.from)}</span>
        <span>{formatDuration(Math.sqrt(first.from * last.to))}</span>
        <span>{formatDuration(last.to)}</span>
      </div>
    </figure>
  );
}
