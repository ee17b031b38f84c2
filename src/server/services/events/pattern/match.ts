/** Does an event match a pattern (eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html)? */
import { parseAddress } from './addresses.ts';
import { flatten, type Leaf, type Leaves } from './flatten.ts';
import type { EventPattern, FieldTests, Matcher, Scalar } from './nodes.ts';
import { matchesWildcard } from './wildcard.ts';

/** @param event as JSON has it. */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  const leaves = flatten(event);
  return pattern.some((tests) => holds(tests, leaves));
}

function holds(tests: FieldTests, leaves: Leaves): boolean {
  const candidates: (readonly Leaf[])[] = [];
  for (const [path, matchers] of tests) {
    const found = leaves.get(path) ?? [];
    if (found.length === 0) {
      if (!matchers.some((matcher) => matcher.kind === 'exists' && !matcher.wanted)) return false;
      continue;
    }
    const matching = found.filter(({ value }) => matchers.some((matcher) => matches(matcher, value)));
    if (matching.length === 0) return false;
    // A field outside of arrays binds nothing.
    if (matching.every(({ within }) => within.size > 0)) candidates.push(matching);
  }
  return connected(candidates).every((group) => consistent(group, new Map()));
}

/** Fields that share no array choose independently of each other. */
function connected(candidates: readonly (readonly Leaf[])[]): (readonly Leaf[])[][] {
  const groups: { arrays: Set<number>; fields: (readonly Leaf[])[] }[] = [];
  for (const leaves of candidates) {
    const own = { arrays: new Set(leaves.flatMap(({ within }) => [...within.keys()])), fields: [leaves] };
    for (const other of groups.splice(0)) {
      if ([...other.arrays].some((array) => own.arrays.has(array))) {
        for (const array of other.arrays) own.arrays.add(array);
        own.fields = [...other.fields, ...own.fields];
      } else groups.push(other);
    }
    groups.push(own);
  }
  return groups.map(({ fields }) => fields);
}

/** Is there one leaf for each field, such that no array is in two elements at once? */
function consistent(fields: readonly (readonly Leaf[])[], chosen: ReadonlyMap<number, number>): boolean {
  const [leaves, ...rest] = fields;
  if (leaves === undefined) return true;
  return leaves.some(({ within }) => {
    for (const [array, index] of within) if ((chosen.get(array) ?? index) !== index) return false;
    return rest.length === 0 || consistent(rest, new Map([...chosen, ...within]));
  });
}

function matches(matcher: Matcher, value: Scalar): boolean {
  switch (matcher.kind) {
    case 'equals':
      return value === matcher.value;
    case 'exists':
      return matcher.wanted;
    case 'anything-but':
      return !matcher.none.some((one) => matches(one, value));
    case 'numeric': {
      if (typeof value !== 'number') return false;
      const { low, high } = matcher;
      const above = low === undefined || value > low.value || (low.included && value === low.value);
      return above && (high === undefined || value < high.value || (high.included && value === high.value));
    }
    default:
      return typeof value === 'string' && matchesText(matcher, value);
  }
}

function matchesText(
  matcher: Extract<Matcher, { kind: 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard' | 'cidr' }>,
  value: string,
): boolean {
  switch (matcher.kind) {
    case 'prefix':
    case 'suffix': {
      const [text, wanted] = matcher.ignoreCase ? [value.toLowerCase(), matcher.text.toLowerCase()] : [value, matcher.text];
      return matcher.kind === 'prefix' ? text.startsWith(wanted) : text.endsWith(wanted);
    }
    case 'equals-ignore-case':
      return value.toLowerCase() === matcher.text.toLowerCase();
    case 'wildcard':
      return matchesWildcard(matcher.text, value);
    case 'cidr': {
      const address = parseAddress(value);
      const { version, first, last } = matcher.range;
      return address?.version === version && address.value >= first && address.value <= last;
    }
  }
}
