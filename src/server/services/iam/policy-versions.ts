/** Versions of a managed policy, AWS's (only the current one is known) or the customer's. */
import type { CallContext } from '../service.ts';
import { noSuchEntity } from './errors.ts';
import { findPolicy } from './find-entity.ts';
import { findManagedPolicy } from './managed-policy-catalogue.ts';
import type { IamStore, StoredPolicyVersion } from './store.ts';

export interface PolicyVersions {
  readonly versions: readonly StoredPolicyVersion[];
  readonly defaultVersionId: string;
}

export function versionsOf(store: IamStore, call: CallContext, policyArn: string): PolicyVersions {
  const managed = findManagedPolicy(policyArn);
  if (!managed) return findPolicy(store, call, policyArn);
  return {
    versions: [{ versionId: managed.versionId, document: managed.document, createDate: managed.updateDate }],
    defaultVersionId: managed.versionId,
  };
}

export function findVersion(
  store: IamStore,
  call: CallContext,
  policyArn: string,
  versionId: string,
): { readonly version: StoredPolicyVersion; readonly isDefault: boolean } {
  const { versions, defaultVersionId } = versionsOf(store, call, policyArn);
  const version = versions.find((candidate) => candidate.versionId === versionId);
  if (!version) {
    throw noSuchEntity(`Policy ${policyArn} version ${versionId} does not exist or is not attachable.`);
  }
  return { version, isDefault: versionId === defaultVersionId };
}
