import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listPage, type Page } from './listing.ts';
import type { ObjectRecord } from './object-record.ts';

const record = (key: string): ObjectRecord => ({ key, versions: [] });

function allPages(keys: readonly string[], prefix: string, delimiter: string, limit: number): string[] {
  const sorted = [...new Set(keys)].sort();
  const scan = (from: string) => sorted.filter((key) => key.startsWith(prefix) && key >= from).map(record);
  const seen: string[] = [];
  let after: string | undefined = '';
  while (after !== undefined) {
    const page: Page<string> = listPage({ prefix, delimiter, after, limit }, scan, ({ key }) => [key]);
    seen.push(...page.entries.map((entry) => ('item' in entry ? entry.item : entry.prefix)));
    after = page.next;
  }
  return seen;
}

it('shows every key once, or rolled up once, whatever the size of the page', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(key),
      fc.constantFrom('', 'a', 'a/', '/'),
      fc.constantFrom('', '/'),
      fc.integer({ min: 1, max: 5 }),
      (keys, prefix, delimiter, limit) => {
        const rolled = [...new Set(keys)].sort().flatMap((each) => {
          if (!each.startsWith(prefix)) return [];
          const at = delimiter === '' ? -1 : each.indexOf(delimiter, prefix.length);
          return [at < 0 ? each : each.slice(0, at + 1)];
        });
        expect(allPages(keys, prefix, delimiter, limit)).toEqual([...new Set(rolled)]);
      },
    ),
  );
});
