/** A node of the map in words: for screen readers, tooltips and the list. Called by ServiceNode.tsx and MapList.tsx; pure. */
import { formatDuration } from '../format/duration.ts';
import { visibleText } from '../format/text.ts';
import { type MapNode, typeLabel } from './map-model.ts';
import { averageSeconds, type Outcomes } from './service-statistics.ts';

/** `orders, Lambda Function: 300 requests a minute, 150 ms on average, 9 % faults`. */
export function describeNode(node: MapNode): string {
  const facts = [
    formatRate(node.perMinute),
    node.outcomes === undefined ? undefined : `${formatDuration(averageSeconds(node.outcomes))} on average`,
    ...describeProblems(node.outcomes),
  ].filter((fact) => fact !== undefined);
  const name = `${visibleText(node.name)}, ${typeLabel(node.type)}`;
  return facts.length === 0 ? name : `${name}: ${facts.join(', ')}`;
}

export function describeProblems(outcomes: Outcomes | undefined): readonly string[] {
  if (outcomes === undefined || outcomes.total === 0) return [];
  return (['fault', 'throttle', 'error'] as const)
    .filter((kind) => outcomes[kind] > 0)
    .map((kind) => `${formatShare(outcomes[kind] / outcomes.total)} ${kind}s`);
}

/** `9 %`, `0.4 %`, `<0.1 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.1) return '<0.1 %';
  return `${percent < 10 && percent % 1 !== 0 ? percent.toFixed(1) : Math.round(percent)} %`;
}

export function formatRate(perMinute: number | undefined): string | undefined {
  if (perMinute === undefined) return undefined;
  const shown = perMinute >= 10 ? Math.round(perMinute).toLocaleString('en') : perMinute >= 0.1 ? perMinute.toFixed(1) : '<0.1';
  return `${shown} requests a minute`;
}

/** Short enough for a map: an ARN's or URL's last part. */
export function shortName(name: string): string {
  if (/^arn:/.test(name)) return name.split(/[:/]/).at(-1) ?? name;
  if (/^https?:\/\//.test(name)) return name.replace(/\/+$/, '').split('/').at(-1) ?? name;
  return name;
}
