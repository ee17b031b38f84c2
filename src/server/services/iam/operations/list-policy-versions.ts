/** ListPolicyVersions: newest first. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
import type { ListPolicyVersionsCommandInput, ListPolicyVersionsResponse } from '@aws-sdk/client-iam';
import type { CallContext } from '../../service.ts';
import { versionsOf } from '../policy-versions.ts';
import { policyVersionShape } from '../shapes.ts';
import type { IamStore } from '../store.ts';

export function listPolicyVersions(store: IamStore) {
  return (input: ListPolicyVersionsCommandInput, call: CallContext): ListPolicyVersionsResponse => {
    const { versions, defaultVersionId } = versionsOf(store, call, input.PolicyArn ?? '');
    // At most five: one page.
    const newestFirst = [...versions].reverse();
    return {
      Versions: newestFirst.map((version) => policyVersionShape(version, version.versionId === defaultVersionId, false)),
      IsTruncated: false,
    };
  };
}
