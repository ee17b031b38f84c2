/** What all functions share: concurrency, lists, and a restart that loses nothing. */
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { account, definition, tenant, testLambda } from './service.fixture.ts';

const lambda = testLambda();

describe('concurrency', () => {
  it('leaves a hundred for those that reserve nothing', async () => {
    await lambda.create();
    await expect(lambda.call('PutFunctionConcurrency', { FunctionName: 'f', ReservedConcurrentExecutions: 901 })).rejects.toThrow(
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    );
    await lambda.call('PutFunctionConcurrency', { FunctionName: 'f', ReservedConcurrentExecutions: 900 });
    expect(lambda.catalogue.reservedConcurrency(lambda.catalogue.resolve(tenant, 'f'))).toBe(900);
    await lambda.call('DeleteFunctionConcurrency', { FunctionName: 'f' });
    expect(lambda.catalogue.reservedConcurrency(lambda.catalogue.resolve(tenant, 'f'))).toBeUndefined();
  });
});

describe('a restart', () => {
  it('loses nothing: settings, versions, aliases, policies, code', async () => {
    await lambda.create({ Tags: { team: 'a' }, Publish: true });
    await lambda.call('CreateAlias', { FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
    const before = await lambda.call<{ Configuration: FunctionConfiguration }>('GetFunction', {
      FunctionName: 'f',
      Qualifier: 'live',
    });
    await lambda.restart();
    expect(await lambda.call('GetFunction', { FunctionName: 'f', Qualifier: 'live' })).toEqual(before);
    const { codeSha256 } = lambda.catalogue.resolve(tenant, 'f:live');
    await expect(lambda.catalogue.codeDirectory(codeSha256)).resolves.toContain(lambda.directory);
  });
});

describe('lists', () => {
  it('go on where a page ended, in order of name and number', async () => {
    for (const FunctionName of ['b', 'c', 'a']) await lambda.call('CreateFunction', { ...definition, FunctionName });
    const first = await lambda.call<{ Functions: FunctionConfiguration[]; NextMarker: string }>('ListFunctions', { MaxItems: 2 });
    expect(first.Functions.map((found) => found.FunctionName)).toEqual(['a', 'b']);
    expect(first.Functions[0]).not.toHaveProperty('State');
    const second = await lambda.call<{ Functions: FunctionConfiguration[] }>('ListFunctions', { Marker: first.NextMarker });
    expect(second.Functions.map((found) => found.FunctionName)).toEqual(['c']);
    expect(second).not.toHaveProperty('NextMarker');
  });

  it('keep accounts and regions apart', async () => {
    await lambda.create();
    expect(() => lambda.catalogue.resolve({ account, region: 'eu-west-1' }, 'f')).toThrow('Function not found');
    expect(() => lambda.catalogue.resolve({ account: '999999999999', region: 'us-east-1' }, 'f')).toThrow('Function not found');
  });
});
