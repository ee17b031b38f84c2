/** Resource policies of layer versions (Lambda API Reference, "AddLayerVersionPermission"): which accounts may use one. */
import type { AddLayerVersionPermissionRequest } from '@aws-sdk/client-lambda';
import type { Tenant } from '../../ports.ts';
import { resourceNotFound, revisionMismatch } from '../errors.ts';
import type { LambdaStore, PolicyStatement, StoredPolicy } from '../store.ts';
import { layerVersionId } from './find-layer.ts';
import { checkLayerVersionNumber, layerVersionArn, parseLayerName } from './layer-arn.ts';

export interface LayerPolicyOwner {
  readonly id: string;
  readonly arn: string;
}

/** @throws ResourceNotFoundException when the account has no such version of the layer. */
export function findPolicyOwner(
  store: LambdaStore,
  tenant: Tenant,
  input: { readonly LayerName: string | undefined; readonly VersionNumber: number | undefined },
): LayerPolicyOwner {
  const name = { ...parseLayerName(tenant, input.LayerName ?? ''), version: checkLayerVersionNumber(input.VersionNumber) };
  const id = layerVersionId(name.layerName, name.version);
  const arn = layerVersionArn(name);
  const own = name.account === tenant.account && name.region === tenant.region;
  if (!own || !store.layerVersions.get(tenant, id)) throw resourceNotFound(`Layer version ${arn} does not exist.`);
  return { id, arn };
}

/** @throws ResourceNotFoundException */
export function findLayerPolicy(store: LambdaStore, tenant: Tenant, { id }: LayerPolicyOwner): StoredPolicy {
  const policy = store.layerPolicies.get(tenant, id);
  if (!policy) throw resourceNotFound('No policy is associated with the given resource.');
  return policy;
}

/** @throws PreconditionFailedException */
export function checkLayerPolicyRevision(policy: StoredPolicy | undefined, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== policy?.revisionId) throw revisionMismatch('GetLayerPolicy');
}

export function layerStatement(input: AddLayerVersionPermissionRequest, arn: string): PolicyStatement {
  const principal = input.Principal ?? '';
  return {
    Sid: input.StatementId ?? '',
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal },
    Action: input.Action ?? '',
    Resource: arn,
    ...(input.OrganizationId !== undefined && { Condition: { StringEquals: { 'aws:PrincipalOrgID': input.OrganizationId } } }),
  };
}
