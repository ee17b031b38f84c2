/**
 * Links of AWS's own console, opened here: SAM, Powertools and logs print them, and only the host has to be changed. Called by main.tsx;
 * pure. Known forms: `#/traces/ID[/raw|/map]`, `#/traces?filter=…&timeRange=…`, `#/service-map`, `#xray:traces/ID`, `#xray:service-map/map`.
 */
import { parseTraceId } from '../format/trace-id.ts';

/** The console's path and query for a location's hash; undefined when it is no such link. */
export function fromAwsLink(hash: string): string | undefined {
  const match = /^#(?:xray:|\/)(traces|service-map|trace-map)(?:\/([^?]*))?(?:\?(.*))?$/.exec(hash);
  if (match === null) return undefined;
  const [, page, rest = '', query = ''] = match;
  const search = rangeAndFilter(new URLSearchParams(query));
  if (page !== 'traces') return `/map${search}`;
  const id = parseTraceId(rest.split('/')[0] ?? '');
  return id === undefined ? `/traces${search}` : `/traces/${id}`;
}

function rangeAndFilter(query: URLSearchParams): string {
  const own = new URLSearchParams();
  const filter = query.get('filter');
  if (filter !== null && filter !== '') own.set('filter', filter);
  const timeRange = query.get('timeRange') ?? '';
  const [from, to] = timeRange.split('~');
  if (from !== undefined && to !== undefined) {
    own.set('from', from);
    own.set('to', to);
  } else if (timeRange !== '') own.set('range', timeRange);
  const text = own.toString();
  return text === '' ? '' : `?${text}`;
}
