/**
 * A trace and its service graph as plain text: what `sam traces` shows, with segments under the call that made them.
 *
 * Who calls it: `run-demo.ts`. Pure.
 */
import type { GraphService, ReadTrace, TimedSegment } from './read-trace.ts';

/** Several lines, without a final newline. */
export function traceText(trace: ReadTrace): string {
  return [...graphLines(trace.services), '', ...eventLines(trace)].join('\n');
}

function graphLines(services: readonly GraphService[]): string[] {
  const lines = ['Service graph'];
  for (const service of services) {
    const edges = (service.Edges ?? []).map((edge) => edge.ReferenceId).join(', ');
    const root = service.Root ? ' (root)' : '';
    lines.push(`  ${service.ReferenceId}  ${service.Type ?? 'unknown'}${root} · ${service.Name ?? ''}${edges && ` → ${edges}`}`);
    const summary = service.SummaryStatistics;
    if (summary === undefined) continue;
    const counts = [
      `${summary.TotalCount ?? 0} requests`,
      `${summary.OkCount ?? 0} ok`,
      `${summary.ErrorStatistics?.TotalCount ?? 0} errors`,
      `${summary.FaultStatistics?.TotalCount ?? 0} faults`,
    ];
    lines.push(`     ${counts.join(', ')}, ${seconds(summary.TotalResponseTime ?? 0)} in all`);
  }
  return lines;
}

function eventLines(trace: ReadTrace): string[] {
  const lines = [`Trace ${trace.id}, ${seconds(trace.duration)}`];
  const known = new Set(trace.segments.flatMap(idsOf));
  const children = new Map<string, TimedSegment[]>();
  for (const segment of trace.segments) {
    const parent = segment.parent_id !== undefined && known.has(segment.parent_id) ? segment.parent_id : '';
    children.set(parent, [...(children.get(parent) ?? []), segment]);
  }
  const visit = (segment: TimedSegment, level: number) => {
    lines.push(`${'  '.repeat(level + 1)}${lengthOf(segment).padEnd(8)} ${segment.name}${notes(segment)}`);
    for (const child of byStart([...(segment.subsegments ?? []), ...(children.get(segment.id) ?? [])])) visit(child, level + 1);
  };
  for (const root of byStart(children.get('') ?? [])) visit(root, 0);
  return lines;
}

function idsOf(segment: TimedSegment): string[] {
  return [segment.id, ...(segment.subsegments ?? []).flatMap(idsOf)];
}

function byStart(segments: readonly TimedSegment[]): TimedSegment[] {
  return [...segments].sort((a, b) => a.start_time - b.start_time);
}

function lengthOf(segment: TimedSegment): string {
  return segment.end_time === undefined ? 'running' : seconds(segment.end_time - segment.start_time);
}

function notes(segment: TimedSegment): string {
  const status = segment.http?.response?.status;
  const flags = (['fault', 'error', 'throttle'] as const).filter((flag) => segment[flag]);
  return [
    status === undefined ? '' : `  HTTP ${status}`,
    flags.length > 0 ? `  ${flags.join(', ')}` : '',
    segment.origin ? `  [${segment.origin}]` : '',
  ].join('');
}

function seconds(value: number): string {
  return `${value.toFixed(3)}s`;
}
