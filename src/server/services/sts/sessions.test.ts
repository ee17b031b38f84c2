/** Temporary credentials of the caller and of federated users, over the real store: whoever signs with them is that caller. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GetFederationTokenResponse, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../config.ts';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { createIam } from '../iam/service.ts';
import { callAsAccount } from '../service.ts';
import { createSts } from './service.ts';

const account = '123456789012';
const root = `arn:aws:iam::${account}:root`;

let directory: string;
let controlPlane: ControlPlane;
let iam: ReturnType<typeof createIam>;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sts-test-'));
  controlPlane = openControlPlane(directory);
  iam = createIam({ controlPlane, config: resolveConfig({}, {}) });
});

afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

function ask<Output>(operation: string, input: object, arn = root): Promise<Output> {
  const principal = { account, arn, userId: account, accessKeyId: undefined };
  const { service } = createSts({ roles: iam.roles, sessions: iam.sessions, credentials: iam.credentials });
  return callAsAccount<Output>(service, input, { service: 'sts', operation, account, region: 'us-east-1', principal });
}

describe('GetSessionToken', () => {
  it('returns temporary credentials of the caller, of an hour at most for the root', async () => {
    const { Credentials } = await ask<GetSessionTokenResponse>('GetSessionToken', { DurationSeconds: 7200 });
    const found = iam.credentials.find(Credentials?.AccessKeyId ?? '');
    expect(found).toMatchObject({ account, principalArn: root, userId: account, sessionToken: Credentials?.SessionToken });
    expect(Credentials?.Expiration?.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
  });

  it('is not for sessions, and not for less than a quarter of an hour', async () => {
    await expect(ask('GetSessionToken', {}, `arn:aws:sts::${account}:assumed-role/r/s`)).rejects.toMatchObject({
      code: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    });
    await expect(ask('GetSessionToken', { DurationSeconds: 899 })).rejects.toThrow(
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
  });
});

describe('GetFederationToken', () => {
  it('returns credentials of a user of the account', async () => {
    const token = await ask<GetFederationTokenResponse>('GetFederationToken', { Name: 'guest' });
    const arn = `arn:aws:sts::${account}:federated-user/guest`;
    expect(token.FederatedUser).toEqual({ FederatedUserId: `${account}:guest`, Arn: arn });
    expect(iam.credentials.find(token.Credentials?.AccessKeyId ?? '')).toMatchObject({ principalArn: arn });
  });

  it.each<[object, string]>([
    [{ Name: 'a b' }, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*'],
    [{ Name: 'guest', Policy: 'x'.repeat(2049) }, 'Member must have length less than or equal to 2048'],
    [
      { Name: 'guest', Tags: [{ Key: 'a' }, { Key: 'A' }] },
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
  ])('refuses %j', async (input, message) => {
    await expect(ask('GetFederationToken', input)).rejects.toThrow(message);
  });
});

describe('AssumeRole', () => {
  it('passes on only tags that the session has', async () => {
    const RoleArn = `arn:aws:iam::${account}:role/deploy`;
    const input = { RoleArn, RoleSessionName: 'me', Tags: [{ Key: 'a', Value: '1' }], TransitiveTagKeys: ['b'] };
    await expect(ask('AssumeRole', input)).rejects.toMatchObject({
      code: 'InvalidParameterValue',
      message: 'The specified transitive tag key must be included in the requested tags.',
    });
  });
});
