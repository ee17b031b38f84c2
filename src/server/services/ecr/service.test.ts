import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateRepositoryResponse, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openControlPlane } from '../../store/control-plane.ts';
import type { ControlPlane } from '../../store/ports.ts';
import { accountCall, type Operation } from '../service.ts';
import { createEcr } from './service.ts';

const tenant = { account: '123456789012', region: 'eu-west-1' };
let directory: string;
let controlPlane: ControlPlane;
let ecr: ReturnType<typeof createEcr>;

const call = async <Output = object>(name: string, input: object): Promise<Output> =>
  (await (ecr.service.operations[name] as Operation<object>)(input, accountCall(tenant))) as Output;
const create = (more: object) => call<CreateRepositoryResponse>('CreateRepository', { repositoryName: 'made', ...more });

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'radiograph-ecr-'));
  controlPlane = openControlPlane(directory);
  ecr = createEcr({ controlPlane });
});
afterEach(async () => {
  await controlPlane.close();
  rmSync(directory, { recursive: true });
});

it('shows how a repository is encrypted, and whose tags may change', async () => {
  const asked = {
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filter: 'latest*', filterType: 'WILDCARD' }],
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-west-1:123456789012:key/k' },
  };
  expect((await create(asked)).repository).toMatchObject(asked);
  expect(await create({ repositoryName: 'plain' })).toMatchObject({
    repository: { imageTagMutability: 'MUTABLE', encryptionConfiguration: { encryptionType: 'AES256' } },
  });
});

it.each([
  { imageTagMutability: 'SOMETIMES' },
  { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' },
  { imageTagMutabilityExclusionFilters: [{ filter: 'a', filterType: 'WILDCARD' }] },
  { imageTagMutability: 'MUTABLE_WITH_EXCLUSION', imageTagMutabilityExclusionFilters: [{ filter: 'a', filterType: 'x' }] },
  { encryptionConfiguration: { encryptionType: 'ROT13' } },
  { registryId: '210987654321' },
  { repositoryName: 'Upper' },
])('makes none with %j', async (more) => {
  await expect(create(more)).rejects.toMatchObject({ code: 'InvalidParameterException' });
});

it('describes them page by page, and none of another registry', async () => {
  for (const repositoryName of ['ra', 'rb', 'rc']) await create({ repositoryName });
  const seen: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = await call<DescribeRepositoriesResponse>('DescribeRepositories', { maxResults: 2, nextToken });
    seen.push(page.repositories?.map(({ repositoryName }) => repositoryName));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  expect(seen).toEqual([['ra', 'rb'], ['rc']]);
  const other = { registryId: '210987654321' };
  expect(await call('DescribeRepositories', other)).toMatchObject({ repositories: [] });
  await expect(call('ListImages', { repositoryName: 'ra', ...other })).rejects.toThrow("with id '210987654321'");
});
