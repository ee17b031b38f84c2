/** Groups, tags, policies and settings on a real control plane, against answers and errors that AWS gave. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { AwsError } from '../../wire/aws-error.ts';
import type { CallContext, Operation } from '../service.ts';
import { createControl } from './control.ts';
import type { PrintedGroup } from './groups/printed-group.ts';
import { controlOperations } from './service.ts';
import type { EncryptionConfig } from './settings/printed-encryption.ts';
import type { PrintedPolicy } from './settings/resource-policies.ts';
import type { Tag } from './tags.ts';

const tenant = { account: '000000000000', region: 'us-east-1' } as unknown as CallContext;

let directory: string;
let controlPlane: ControlPlane;
const clock = { now: 1_790_000_000_500 };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-groups-'));
  controlPlane = openControlPlane(directory);
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

/** What all the operations together answer: they are called by name here, as the front door does. */
interface Answer {
  readonly Group: PrintedGroup;
  readonly Groups: readonly PrintedGroup[];
  readonly Tags: readonly Tag[];
  readonly ResourcePolicy: PrintedPolicy;
  readonly ResourcePolicies: readonly PrintedPolicy[];
  readonly EncryptionConfig: EncryptionConfig;
}

function call(operation: string, input: object = {}): Answer {
  const operations = controlOperations(createControl(controlPlane, () => clock.now));
  return (operations[operation] as Operation<object>)(input, tenant) as Answer;
}

function failureOf(operation: string, input: object): string {
  try {
    call(operation, input);
  } catch (error) {
    if (error instanceof AwsError) return `${error.statusCode} ${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

const create = (GroupName: string, FilterExpression = 'fault', more: object = {}) =>
  call('CreateGroup', { GroupName, FilterExpression, ...more }).Group;

describe('groups', () => {
  it('have a Default without a filter, listed first', () => {
    create('Alpha');
    expect(call('GetGroups')).toEqual({
      Groups: [
        {
          GroupName: 'Default',
          GroupARN: 'arn:aws:xray:us-east-1:000000000000:group/Default',
          FilterExpression: null,
          InsightsConfiguration: { InsightsEnabled: false, NotificationsEnabled: false },
        },
        expect.objectContaining({ GroupName: 'Alpha' }),
      ],
      NextToken: null,
    });
  });

  it('get another ARN when they are made again, and the old one finds nothing', () => {
    const { GroupARN } = create('shop');
    expect(GroupARN).toMatch(/^arn:aws:xray:us-east-1:000000000000:group\/shop\/[A-Z2-7]{52}$/);
    expect(call('GetGroup', { GroupARN }).Group.GroupName).toBe('shop');
    call('DeleteGroup', { GroupARN });
    expect(create('shop').GroupARN).not.toBe(GroupARN);
    expect(failureOf('GetGroup', { GroupARN })).toBe('400 InvalidRequestException: Group not found');
  });

  it.each<[string, object, string]>([
    ['CreateGroup', { GroupName: 'none' }, 'Filter Expression is empty'],
    ['CreateGroup', { GroupName: 'none', FilterExpression: '  ' }, 'Filter Expression is empty'],
    ['CreateGroup', { GroupName: 'Default', FilterExpression: 'fault' }, 'Default is a reserved group name'],
    ['CreateGroup', { GroupName: 'shop', FilterExpression: 'fault' }, 'shop already exists'],
    ['CreateGroup', { GroupName: 'a b', FilterExpression: 'fault' }, 'Group name can only contain letters, numbers and dashes'],
    [
      'CreateGroup',
      { GroupName: 'x', FilterExpression: 'fault', InsightsConfiguration: { NotificationsEnabled: true } },
      'Notifications can only be enabled on a group with InsightsEnabled set to true',
    ],
    ['CreateGroup', { GroupName: 'x', FilterExpression: 'group.name = "nobody"' }, 'Group not found.'],
    ['UpdateGroup', { GroupName: 'shop' }, 'Filter Expression is empty'],
    ['UpdateGroup', { GroupName: 'shop', GroupARN: 'arn' }, 'Provide either GroupName or GroupARN'],
    ['UpdateGroup', { FilterExpression: 'fault' }, 'Provide either GroupName or GroupARN'],
    ['UpdateGroup', { GroupName: 'nobody', FilterExpression: 'fault' }, 'Group not found'],
    [
      'UpdateGroup',
      { GroupName: 'shop', FilterExpression: 'group.name = "shop"' },
      'Invalid filter expression: group shop leads back to itself',
    ],
    ['DeleteGroup', { GroupName: 'Default' }, 'The Default group cannot be deleted'],
    ['GetGroups', { NextToken: 'x' }, 'Next Token not supported'],
  ])('refuse %s %o', (operation, input, message) => {
    create('shop');
    expect(failureOf(operation, input)).toBe(`400 InvalidRequestException: ${message}`);
  });

  it('refuse filters that cannot be read, and say where', () => {
    expect(failureOf('CreateGroup', { GroupName: 'x', FilterExpression: 'service(' })).toMatch(/at position 8$/);
  });

  it('may stand in the filters of others, but not in a circle', () => {
    create('first', 'fault');
    create('second', 'group.name = "first" AND duration > 1');
    expect(failureOf('UpdateGroup', { GroupName: 'first', FilterExpression: '!(group.name = "second")' })).toContain(
      'leads back to itself',
    );
  });

  it('do not grow without end when each names the one before twice', () => {
    create('g0');
    for (let group = 1; group < 6; group++) create(`g${group}`, `group.name = "g${group - 1}" OR group.name = "g${group - 1}"`);
    expect(failureOf('CreateGroup', { GroupName: 'g6', FilterExpression: 'group.name = "g5" OR group.name = "g5"' })).toBe(
      '400 InvalidRequestException: Invalid filter expression: more than 100 groups in groups',
    );
  });

  it('are 25 at most, with Default', () => {
    for (let group = 1; group < 25; group++) create(`group-${group}`);
    expect(failureOf('CreateGroup', { GroupName: 'more', FilterExpression: 'fault' })).toContain('maximum number of groups');
  });

  it('keep insights, of Default too, and drop notifications with them', () => {
    const on = { InsightsEnabled: true, NotificationsEnabled: true };
    expect(create('shop', 'fault', { InsightsConfiguration: on }).InsightsConfiguration).toEqual(on);
    const off = { GroupName: 'shop', FilterExpression: 'error', InsightsConfiguration: { InsightsEnabled: false } };
    expect(call('UpdateGroup', off).Group).toMatchObject({
      FilterExpression: 'error',
      InsightsConfiguration: { InsightsEnabled: false, NotificationsEnabled: false },
    });
    call('UpdateGroup', { GroupName: 'Default', InsightsConfiguration: { InsightsEnabled: true } });
    expect(call('GetGroups').Groups[0]?.InsightsConfiguration.InsightsEnabled).toBe(true);
  });
});

describe('insights', () => {
  const window = { StartTime: new Date(0), EndTime: new Date(30 * 86_400_000) };
  const InsightId = '01234567-89ab-cdef-0123-456789abcdef';

  it('are none, of all groups and of one', () => {
    const { GroupARN } = create('shop', 'fault', { InsightsConfiguration: { InsightsEnabled: true } });
    const none = { InsightSummaries: [], NextToken: null };
    expect(call('GetInsightSummaries', window)).toEqual(none);
    expect(call('GetInsightSummaries', { ...window, GroupARN, States: ['ACTIVE'], MaxResults: 100 })).toEqual(none);
    expect(call('GetInsightSummaries', { ...window, GroupName: 'Default' })).toEqual(none);
  });

  it.each<[string, object, string]>([
    ['GetInsight', { InsightId }, `InvalidRequestException: Insight not found: ${InsightId}`],
    ['GetInsightEvents', { InsightId, MaxResults: 50 }, `InvalidRequestException: Insight not found: ${InsightId}`],
    [
      'GetInsightImpactGraph',
      { InsightId, ...window, EndTime: new Date(6 * 3_600_000) },
      `InvalidRequestException: Insight not found: ${InsightId}`,
    ],
    ['GetInsightImpactGraph', { InsightId, ...window }, 'InvalidRequestException: Time range cannot be longer than 6 hours'],
    [
      'GetInsightSummaries',
      { ...window, StartTime: new Date(-1) },
      'InvalidRequestException: Time range cannot be longer than 30 days',
    ],
    [
      'GetInsightSummaries',
      { ...window, States: ['ACTIVE', 'CLOSED'] },
      "ValidationException: 1 validation error detected: Value '[ACTIVE, CLOSED]' at 'states' failed to satisfy constraint: Member must have length less than or equal to 1",
    ],
    ['GetInsightSummaries', { ...window, GroupName: 'nobody' }, 'InvalidRequestException: Group not found.'],
    ['GetInsightSummaries', { ...window, NextToken: 'x' }, 'InvalidRequestException: Invalid token x'],
    [
      'GetInsightSummaries',
      { ...window, MaxResults: 101 },
      "ValidationException: 1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    ],
    [
      'GetInsightSummaries',
      { ...window, States: ['OPEN'] },
      "ValidationException: 1 validation error detected: Value 'OPEN' at 'states.1.member' failed to satisfy constraint: Member must satisfy enum value set: [ACTIVE, CLOSED]",
    ],
  ])('refuse %s %o', (operation, input, failure) => {
    expect(failureOf(operation, input)).toBe(`400 ${failure}`);
  });

  it('are known by UUIDs', () => {
    expect(failureOf('GetInsight', { InsightId: 'x' })).toContain('Member must satisfy regular expression pattern');
  });
});

describe('tags', () => {
  const rule = 'arn:aws:xray:us-east-1:000000000000:sampling-rule/Default';
  const tagsOf = (ResourceARN: string) => call('ListTagsForResource', { ResourceARN, NextToken: 'whatever' });

  it('are merged, and taken away by key', () => {
    const { GroupARN } = create('shop', 'fault', { Tags: [{ Key: 'Owner', Value: 'me' }] });
    call('TagResource', {
      ResourceARN: GroupARN,
      Tags: [
        { Key: 'Owner', Value: 'you' },
        { Key: 'e@mail', Value: '' },
      ],
    });
    expect(tagsOf(GroupARN)).toEqual({
      Tags: [
        { Key: 'Owner', Value: 'you' },
        { Key: 'e@mail', Value: '' },
      ],
      NextToken: null,
    });
    call('UntagResource', { ResourceARN: GroupARN, TagKeys: ['Owner', 'never there'] });
    expect(tagsOf(GroupARN).Tags).toEqual([{ Key: 'e@mail', Value: '' }]);
    call('TagResource', { ResourceARN: rule, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(tagsOf(rule).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
  });

  it.each<[object, string]>([
    [
      { ResourceARN: rule, Tags: [{ Key: 'aws:x', Value: '' }] },
      '400 InvalidRequestException: Caller is an end user and not allowed to mutate system tags',
    ],
    [
      {
        ResourceARN: rule,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
      '400 InvalidRequestException: Duplicate tag key a',
    ],
    [
      { ResourceARN: rule, Tags: Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: '' })) },
      '400 InvalidRequestException: The resultant tag set must not have more than 50 user tags.',
    ],
    [{ ResourceARN: `${rule}s`, Tags: [] }, `404 ResourceNotFoundException: Resource ${rule}s not found`],
    [
      { ResourceARN: rule.replace('us-east-1', 'eu-west-1'), Tags: [] },
      `404 ResourceNotFoundException: Resource ${rule.replace('us-east-1', 'eu-west-1')} not found`,
    ],
  ])('refuse %o', (input, failure) => {
    expect(failureOf('TagResource', input)).toBe(failure);
    expect(tagsOf(rule).Tags).toEqual([]);
  });
});

describe('resource policies', () => {
  const document = (Sid: string, more: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid,
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: ['xray:PutTraceSegments'],
          Resource: '*',
          ...more,
        },
      ],
    });
  const put = (PolicyName: string, PolicyRevisionId?: string, PolicyDocument = document('A')) =>
    call('PutResourcePolicy', { PolicyName, PolicyDocument, PolicyRevisionId }).ResourcePolicy;

  it('count their revisions, whatever has changed, and are listed in the order in which they were made', () => {
    expect(put('b', '0')).toEqual({
      PolicyName: 'b',
      PolicyDocument: document('A'),
      PolicyRevisionId: '1',
      LastUpdatedTime: new Date(1_790_000_000_000),
    });
    expect(put('b', '1').PolicyRevisionId).toBe('2');
    expect(put('b').PolicyRevisionId).toBe('3');
    put('a');
    expect(call('ListResourcePolicies').ResourcePolicies.map(({ PolicyName }) => PolicyName)).toEqual(['b', 'a']);
    expect(failureOf('DeleteResourcePolicy', { PolicyName: 'b', PolicyRevisionId: '1' })).toBe(
      '400 InvalidPolicyRevisionIdException: Another concurrent request has modified or deleted the resource policy b',
    );
    call('DeleteResourcePolicy', { PolicyName: 'b', PolicyRevisionId: '3' });
    expect(put('b').PolicyRevisionId).toBe('1');
  });

  const locked = document('L', { Effect: 'Deny', Principal: '*', Action: 'xray:*' });
  it.each<[string, object, string]>([
    [
      'PutResourcePolicy',
      { PolicyName: 'a', PolicyDocument: document('A'), PolicyRevisionId: '0' },
      'InvalidPolicyRevisionIdException: Another concurrent request has modified the resource policy a',
    ],
    [
      'PutResourcePolicy',
      { PolicyName: 'a/b', PolicyDocument: document('A') },
      "ValidationException: 1 validation error detected: Value 'a/b' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
    ],
    [
      'PutResourcePolicy',
      { PolicyName: 'a', PolicyDocument: '{' },
      'MalformedPolicyDocumentException: Invalid resource policy: It is not valid JSON',
    ],
    [
      'PutResourcePolicy',
      { PolicyName: 'a', PolicyDocument: '{"Statement":[{"Effect":"Allow"}]}' },
      'MalformedPolicyDocumentException: Invalid resource policy: A statement has no Principal',
    ],
    [
      'PutResourcePolicy',
      { PolicyName: 'a', PolicyDocument: document('x'.repeat(5200)) },
      'PolicySizeLimitExceededException: The resource policy exceeds the maximum size of 5120 bytes.',
    ],
    [
      'PutResourcePolicy',
      { PolicyName: 'a', PolicyDocument: locked },
      'LockoutPreventionException: The resource policy would prevent the account from making a subsequent PutResourcePolicy request.',
    ],
    ['DeleteResourcePolicy', { PolicyName: 'none' }, 'InvalidRequestException: The resource policy none does not exist.'],
    [
      'DeleteResourcePolicy',
      { PolicyName: 'none', PolicyRevisionId: '1' },
      'InvalidPolicyRevisionIdException: Another concurrent request has modified or deleted the resource policy none',
    ],
    ['ListResourcePolicies', { NextToken: 'x' }, 'InvalidRequestException: NextToken is currently not supported'],
  ])('refuse %s %o', (operation, input, failure) => {
    put('a');
    expect(failureOf(operation, input)).toBe(`400 ${failure}`);
  });

  it('may lock the account out when that is meant, and are five at most', () => {
    call('PutResourcePolicy', { PolicyName: 'a', PolicyDocument: locked, BypassPolicyLockoutCheck: true });
    for (const name of ['b', 'c', 'd', 'e']) put(name);
    expect(failureOf('PutResourcePolicy', { PolicyName: 'f', PolicyDocument: document('A') })).toContain(
      'PolicyCountLimitExceededException',
    );
  });
});

describe('settings', () => {
  it('encrypt with no key, then with one by id, alias or ARN', () => {
    expect(call('GetEncryptionConfig')).toEqual({ EncryptionConfig: { KeyId: null, Status: 'ACTIVE', Type: 'NONE' } });
    expect(call('PutEncryptionConfig', { Type: 'KMS', KeyId: 'alias/mine' }).EncryptionConfig).toEqual({
      KeyId: 'arn:aws:kms:us-east-1:000000000000:alias/mine',
      Status: 'UPDATING',
      Type: 'KMS',
    });
    expect(call('GetEncryptionConfig').EncryptionConfig).toMatchObject({ Status: 'ACTIVE', Type: 'KMS' });
    expect(failureOf('PutEncryptionConfig', { Type: 'KMS' })).toContain('KeyId must be provided');
    expect(failureOf('PutEncryptionConfig', { Type: 'NONE', KeyId: 'x' })).toContain('KeyId must not be provided');
    expect(failureOf('PutEncryptionConfig', { Type: 'AES' })).toContain('Member must satisfy enum value set: [NONE, KMS]');
    expect(call('PutEncryptionConfig', { Type: 'NONE' }).EncryptionConfig.KeyId).toBeNull();
  });

  it('send segments to X-Ray, or say that they go to logs', () => {
    expect(call('GetTraceSegmentDestination')).toEqual({ Destination: 'XRay', Status: 'ACTIVE' });
    expect(call('UpdateTraceSegmentDestination', { Destination: 'CloudWatchLogs' })).toEqual({
      Destination: 'CloudWatchLogs',
      Status: 'PENDING',
    });
    expect(call('GetTraceSegmentDestination')).toEqual({ Destination: 'CloudWatchLogs', Status: 'ACTIVE' });
    expect(failureOf('UpdateTraceSegmentDestination', { Destination: 'S3' })).toContain('[XRay, CloudWatchLogs]');
  });

  it('index one percent of spans unless told otherwise', () => {
    const rule = (percentage: number, ModifiedAt: Date) => ({
      Name: 'Default',
      ModifiedAt,
      Rule: { Probabilistic: { DesiredSamplingPercentage: percentage, ActualSamplingPercentage: percentage } },
    });
    expect(call('GetIndexingRules')).toEqual({ IndexingRules: [rule(1, new Date(0))], NextToken: null });
    const Rule = { Probabilistic: { DesiredSamplingPercentage: 50 } };
    expect(call('UpdateIndexingRule', { Name: 'Default', Rule })).toEqual({
      IndexingRule: rule(50, new Date(1_790_000_000_000)),
    });
    expect(failureOf('UpdateIndexingRule', { Name: 'Other', Rule })).toBe(
      '404 ResourceNotFoundException: Resource Other not found',
    );
    const tooMuch = { Probabilistic: { DesiredSamplingPercentage: 101 } };
    expect(failureOf('UpdateIndexingRule', { Name: 'Default', Rule: tooMuch })).toContain('between 0 and 100');
  });
});
