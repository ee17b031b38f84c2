import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DescribeParametersResult,
  GetParameterHistoryResult,
  GetParameterResult,
  GetParametersByPathResult,
  LabelParameterVersionResult,
  UnlabelParameterVersionResult,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { accountCall, type Operation } from '../service.ts';
import { createSsm } from './service.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
let directory: string;
let controlPlane: ControlPlane;
let ssm: ReturnType<typeof createSsm>;

const call = async <Output = object>(name: string, input: object): Promise<Output> =>
  (await (ssm.service.operations[name] as Operation<object>)(input, accountCall(tenant))) as Output;
const put = (Name: string, more: object = {}) => call('PutParameter', { Name, Value: 'v', Type: 'String', ...more });
const refused = (name: string, input: object) =>
  call(name, input).then(
    () => undefined,
    (cause: { code: string; message: string }) => [cause.code, cause.message],
  );

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-ssm-'));
  controlPlane = openControlPlane(directory);
  ssm = createSsm({ controlPlane });
});
afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

describe('names', () => {
  it.each(['/a//b', 'a/b'])('that are no path cannot be asked for: %s', async (Name) => {
    for (const [operation, input] of [
      ['GetParameter', { Name }],
      ['GetParameters', { Names: [Name] }],
    ] as const)
      expect(await refused(operation, input)).toEqual([
        'ValidationException',
        expect.stringContaining('sub-paths divided by slash symbol'),
      ]);
  });

  it('of one level are the same with and without a slash', async () => {
    await put('/with');
    await put('without');
    for (const Name of ['with', '/with', 'without', '/without'])
      expect((await call<GetParameterResult>('GetParameter', { Name })).Parameter).toMatchObject({ Name, Value: 'v' });
    const arn = 'arn:aws:ssm:eu-west-1:123456789012:parameter/without';
    expect((await call<GetParameterResult>('GetParameter', { Name: arn })).Parameter?.Name).toBe('without');
    expect((await refused('PutParameter', { Name: 'with', Value: 'v', Type: 'String' }))?.[0]).toBe('ParameterAlreadyExists');
    await call('DeleteParameter', { Name: 'with' });
    expect(await refused('GetParameter', { Name: '/with' })).toEqual(['ParameterNotFound', '']);
  });

  it.each([
    ['ssm_x', 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).'],
    ['/AWS/x', 'No access to reserved parameter name: /AWS/x.'],
    ['/ssm/x', 'If formed as a path, it can consist of sub-paths divided by slash symbol'],
    ['/a//b', 'sub-paths divided by slash symbol'],
    ['/a/', 'Parameter name must not end with slash.'],
    ['/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16', 'A hierarchy can have a maximum of 15 levels.'],
  ])('%s is refused', async (Name, message) => {
    expect((await refused('PutParameter', { Name, Value: 'v', Type: 'String' }))?.[1]).toContain(message);
  });
});

it('keeps what an overwrite does not say', async () => {
  await put('p', { Description: 'd', AllowedPattern: '.*', Tier: 'Advanced', Type: 'SecureString', KeyId: 'alias/mine' });
  await call('PutParameter', { Name: 'p', Value: 'v2', Overwrite: true });
  const { Parameters } = await call<DescribeParametersResult>('DescribeParameters', {});
  expect(Parameters).toMatchObject([
    { Description: 'd', AllowedPattern: '.*', Tier: 'Advanced', Type: 'SecureString', KeyId: 'alias/mine', Version: 2 },
  ]);
});

it.each([
  [{ Type: 'str' }, 'Member must satisfy enum value set: [SecureString, StringList, String]'],
  [{ DataType: 'number' }, 'The following data type is not supported: number (Data type names are all lowercase.)'],
  [{ Policies: '[]' }, 'Policies of parameters are not built here.'],
])('refuses a parameter with %j', async (more, message) => {
  expect((await refused('PutParameter', { Name: 'p', Value: 'v', Type: 'String', ...more }))?.[1]).toContain(message);
});

describe('labels', () => {
  const label = (Labels: string[], ParameterVersion?: number) =>
    call<LabelParameterVersionResult>('LabelParameterVersion', { Name: 'p', Labels, ParameterVersion });
  const history = async () =>
    (await call<GetParameterHistoryResult>('GetParameterHistory', { Name: 'p' })).Parameters?.map(({ Labels }) => Labels);

  beforeEach(async () => {
    for (const Value of ['one', 'two']) await put('p', { Value, Overwrite: true });
  });

  it('name a version, and move from one to another', async () => {
    expect(await label(['live', 'awsno', '1no'], 1)).toEqual({ ParameterVersion: 1, InvalidLabels: ['awsno', '1no'] });
    expect((await call<GetParameterResult>('GetParameter', { Name: 'p:live' })).Parameter).toMatchObject({
      Value: 'one',
      Selector: ':live',
    });
    expect(ssm.storedParameter(tenant, 'p:live')?.value).toBe('one');
    await label(['live', 'new']);
    expect(await history()).toEqual([[], ['live', 'new']]);
    expect(
      await call<UnlabelParameterVersionResult>('UnlabelParameterVersion', {
        ...{ Name: 'p', ParameterVersion: 2, Labels: ['live', 'none'] },
      }),
    ).toEqual({ RemovedLabels: ['live'], InvalidLabels: ['none'] });
    expect((await refused('GetParameter', { Name: 'p:live' }))?.[0]).toBe('ParameterVersionNotFound');
  });

  it('are ten at most, and keep their version', async () => {
    const many = Array.from({ length: 11 }, (_, place) => `label${place}`);
    expect((await refused('LabelParameterVersion', { Name: 'p', Labels: many }))?.[0]).toBe('ParameterVersionLabelLimitExceeded');
    await label(['first'], 1);
    for (let version = 3; version <= 100; version += 1) await put('p', { Overwrite: true });
    expect((await refused('PutParameter', { Name: 'p', Value: 'v', Overwrite: true }))?.[0]).toBe(
      'ParameterMaxVersionLimitExceeded',
    );
  });
});

describe('filters', () => {
  beforeEach(async () => {
    for (const name of ['/foo/a', '/foo/b/c', '/bar', 'tangram']) await put(name);
    await put('/foo/secret', { Type: 'SecureString' });
  });
  const names = (output: { Parameters?: { Name?: string | undefined }[] | undefined }) =>
    output.Parameters?.map(({ Name }) => Name);
  const described = async (...ParameterFilters: object[]) =>
    names(await call<DescribeParametersResult>('DescribeParameters', { ParameterFilters }));

  it('choose by path, name, type and key', async () => {
    expect(await described({ Key: 'Path', Values: ['/'] })).toEqual(['/bar', 'tangram']);
    expect(await described({ Key: 'Path', Option: 'Recursive', Values: ['/foo'] })).toEqual([
      '/foo/a',
      '/foo/b/c',
      '/foo/secret',
    ]);
    expect(await described({ Key: 'Name', Values: ['bar'] })).toEqual(['/bar']);
    expect(await described({ Key: 'Name', Option: 'Contains', Values: ['/tan'] })).toEqual(['tangram']);
    expect(await described({ Key: 'KeyId', Option: 'BeginsWith', Values: ['alias'] })).toEqual(['/foo/secret']);
    const ParameterFilters = [{ Key: 'Type', Values: ['SecureString'] }];
    const found = await call<GetParametersByPathResult>('GetParametersByPath', { Path: '/foo', ParameterFilters });
    expect(names(found)).toEqual(['/foo/secret']);
  });

  it.each([
    [
      [{ Key: 'key' }],
      'ValidationException',
      'Member must satisfy regular expression pattern: tag:.+|Name|Type|KeyId|Path|Label|Tier',
    ],
    [[{ Key: 'Label', Values: ['x'] }], 'InvalidFilterKey', 'Valid filter keys include: [Path, Name, Type, KeyId, Tier]'],
    [[{ Key: 'Name' }], 'InvalidFilterValue', 'The following filter values are missing : null for filter key Name'],
    [[{ Key: 'Path', Option: 'Equals', Values: ['/a'] }], 'InvalidFilterOption', 'Valid options include: [Recursive, OneLevel]'],
    [[{ Key: 'Path', Values: ['//'] }], 'ValidationException', 'The parameter name must begin with a forward slash "/".'],
    [[{ Key: 'Type', Values: ['x'] }], 'InvalidFilterValue', 'values include: [String, StringList, SecureString]'],
  ])('%j are refused', async (ParameterFilters, code, message) => {
    const [refusedCode, refusedMessage] = (await refused('DescribeParameters', { ParameterFilters })) ?? [];
    expect([refusedCode, refusedMessage]).toEqual([code, expect.stringContaining(message)]);
  });
});

it('describes ten parameters at once, and more when it is asked', async () => {
  for (let number = 0; number < 12; number++) await put(`/many/${number}`);
  const count = async (input: object) => (await call<DescribeParametersResult>('DescribeParameters', input)).Parameters?.length;
  expect([await count({}), await count({ MaxResults: 50 })]).toEqual([10, 12]);
});
