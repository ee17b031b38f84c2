/** Patches of records, without a store; texts are AWS's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../wire/aws-error.ts';
import type { RestApi, RestStage } from '../../rest-api.ts';
import { readPatches } from './read-patches.ts';
import { patchRestApi } from './rest-api.ts';
import { patchStage } from './stage.ts';

const api: RestApi = {
  id: 'api',
  name: 'name',
  createdDate: 0,
  binaryMediaTypes: ['image/png'],
  endpointTypes: ['EDGE'],
  apiKeySource: 'HEADER',
  disableExecuteApiEndpoint: false,
  tags: {},
  rootResourceId: 'root',
};
const stage: RestStage = {
  stageName: 'dev',
  deploymentId: 'd',
  variables: {},
  tracingEnabled: false,
  tags: {},
  createdDate: 0,
  lastUpdatedDate: 0,
};

type Given = Parameters<typeof readPatches>[1];

const patchedApi = (...given: NonNullable<Given>) => readPatches('updateRestApiInput', given).reduce(patchRestApi, api);
const patchedStage = (...given: NonNullable<Given>) => readPatches('updateStageInput', given).reduce(patchStage, stage);

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('a patch of an API', () => {
  it('changes lists by their values', () => {
    expect(patchedApi({ op: 'add', path: '/binaryMediaTypes/image~1gif' }).binaryMediaTypes).toEqual(['image/png', 'image/gif']);
    expect(patchedApi({ op: 'replace', path: '/binaryMediaTypes/image~1png', value: 'a/b' }).binaryMediaTypes).toEqual(['a/b']);
    expect(patchedApi({ op: 'remove', path: '/binaryMediaTypes/image~1png' }).binaryMediaTypes).toEqual([]);
  });

  it('is refused with the words of AWS', () => {
    expect(refusal(() => patchedApi({ op: 'add', path: '/binaryMediaTypes', value: 'a/b' }))).toBe(
      'Invalid patch path /binaryMediaTypes',
    );
    expect(refusal(() => patchedApi({ op: 'replace', path: '/minimumCompressionSize', value: '-1' }))).toBe(
      'Invalid minimum compression size, must be between 0 and 10485760',
    );
    expect(refusal(() => patchedApi({ op: 'wrong' as 'add', path: '/name' }, { op: 'bad' as 'add', path: '/name' }))).toBe(
      "2 validation errors detected: Value 'wrong' at 'updateRestApiInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]; Value 'bad' at 'updateRestApiInput.patchOperations.2.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
    );
  });
});

describe('a patch of a stage', () => {
  it('begins the settings of a method with those of all methods', () => {
    const { methodSettings = {} } = patchedStage(
      { op: 'replace', path: '/*/*/throttling/burstLimit', value: '123' },
      { op: 'replace', path: '/~1pets~1{id}/GET/caching/enabled', value: 'true' },
      { op: 'replace', path: '/*/*/throttling/burstLimit', value: '100' },
    );
    expect(methodSettings['*/*']).toMatchObject({ throttlingBurstLimit: 100, cachingEnabled: false });
    expect(methodSettings['pets/{id}/GET']).toMatchObject({ throttlingBurstLimit: 123, cachingEnabled: true });
  });

  it('is refused for a path that is none with the list of AWS', () => {
    const text = refusal(() => patchedStage({ op: 'replace', path: '/tags/a', value: 'b' }));
    expect(text).toContain('Invalid method setting path: /tags/a. Must be one of: [/deploymentId, /description, ');
    expect(text).toContain(
      '/{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, ',
    );
    expect(text).toContain(
      '/*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, ',
    );
  });

  it('removes all settings of a method, when there are any', () => {
    expect(refusal(() => patchedStage({ op: 'remove', path: '/*/*' }))).toBe(
      'Cannot remove method setting */* because there is no method setting for this method ',
    );
    const set = { op: 'replace', path: '/*/*/metrics/enabled', value: 'true' } as const;
    expect(patchedStage(set, { op: 'remove', path: '/*/*' }).methodSettings).toEqual({});
  });

  it('sets access logs one by one and removes them together', () => {
    const destinationArn = 'arn:aws:logs:us-east-1:000000000000:log-group:x';
    const set = { op: 'add', path: '/accessLogSettings/destinationArn', value: destinationArn } as const;
    expect(patchedStage(set).accessLog).toEqual({ destinationArn });
    expect(patchedStage(set, { op: 'remove', path: '/accessLogSettings' }).accessLog).toBeUndefined();
    expect(refusal(() => patchedStage({ op: 'replace', path: '/accessLogSettings/format', value: '' }))).toBe(
      'Access Log value must not be empty',
    );
  });
});

it('either patches or says what is wrong, whatever it is given', () => {
  const operation = fc.record({
    op: fc.constantFrom('add', 'remove', 'replace', 'copy', 'x'),
    path: fc.oneof(
      fc.string(),
      fc.constantFrom(
        '/name',
        '/variables/a',
        '/endpointConfiguration/types/EDGE',
        '/*/*/metrics/enabled',
        '/constructor/GET',
        '/__proto__',
      ),
    ),
    value: fc.option(fc.string(), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 3 }), (given) => {
      for (const patch of [patchedApi, patchedStage]) {
        try {
          patch(...(given as NonNullable<Given>));
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
        }
      }
    }),
  );
});
