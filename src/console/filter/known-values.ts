/** What the traces on the page hold, for completing filter expressions. Called by TracesPage.tsx; pure. */
import type { TraceSummary } from '../api/xray-types.ts';
import { quote } from '../format/filter-quote.ts';
import type { KnownValues } from './complete-filter.ts';

/** Of one keyword or annotation: more are not read through anyway. */
const mostValues = 100;

/** @param groups names of groups of one's own. */
export function knownValues(summaries: readonly TraceSummary[], groups: readonly string[]): KnownValues {
  const services = new Set<string>();
  const values = new Map<string, Set<string>>();
  const annotations = new Map<string, Set<string>>();
  const note = (all: Map<string, Set<string>>, key: string, value: string | number | null | undefined): void => {
    const seen = all.get(key) ?? new Set();
    all.set(key, seen);
    if (value !== undefined && value !== null && value !== '' && seen.size < mostValues) seen.add(String(value));
  };
  for (const { ServiceIds, Http, Users, Annotations } of summaries) {
    for (const { Name } of ServiceIds ?? []) if (Name) services.add(Name);
    note(values, 'http.method', Http?.HttpMethod);
    note(values, 'http.status', Http?.HttpStatus);
    note(values, 'http.url', Http?.HttpURL);
    note(values, 'http.clientip', Http?.ClientIp);
    for (const { UserName } of Users ?? []) note(values, 'user', UserName);
    for (const [key, list] of Object.entries(Annotations ?? {}))
      for (const { AnnotationValue } of list ?? []) note(annotations, key, literalOf(AnnotationValue));
  }
  return { services: [...services].sort(), groups, annotations: sorted(annotations), values: sorted(values) };
}

type AnnotationValue = NonNullable<NonNullable<TraceSummary['Annotations']>[string]>[number]['AnnotationValue'];

function literalOf(value: AnnotationValue): string | undefined {
  if (typeof value?.StringValue === 'string') return quote(value.StringValue);
  const plain = value?.NumberValue ?? value?.BooleanValue;
  return plain === undefined || plain === null ? undefined : String(plain);
}

function sorted(all: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> {
  return new Map([...all].sort(([one], [other]) => one.localeCompare(other)).map(([key, set]) => [key, [...set].sort()]));
}
