import { expect, test } from 'vitest';
import { fromAwsLink } from './aws-links.ts';

const id = '1-4efaaf4d-1e8720b39541901950019ee5';

test.each([
  [`#/traces/${id}`, `/traces/${id}`],
  [`#/traces/${id}/raw`, `/traces/${id}`],
  [`#xray:traces/${id}`, `/traces/${id}`],
  ['#/traces?filter=service(%22a%22)&timeRange=PT15M', '/traces?filter=service%28%22a%22%29&range=PT15M'],
  [
    '#/traces?timeRange=2026-01-01T00:00:00Z~2026-01-01T01:00:00Z',
    '/traces?from=2026-01-01T00%3A00%3A00Z&to=2026-01-01T01%3A00%3A00Z',
  ],
  ['#/service-map', '/map'],
  ['#xray:service-map/map', '/map'],
  ['#/sampling', undefined],
  ['', undefined],
])('%s opens %s', (hash, path) => expect(fromAwsLink(hash)).toBe(path));
