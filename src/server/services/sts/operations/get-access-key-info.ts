/** GetAccessKeyInfo: the account of a stored key. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
import type { GetAccessKeyInfoCommandInput, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import type { CredentialDirectory } from '../../ports.ts';
import type { CallContext } from '../../service.ts';
import { validationError } from '../errors.ts';

export function getAccessKeyInfo(credentials: CredentialDirectory) {
  return (input: GetAccessKeyInfoCommandInput, call: CallContext): GetAccessKeyInfoResponse => {
    const accessKeyId = input.AccessKeyId ?? '';
    if (accessKeyId.length < 16) {
      throw validationError(accessKeyId, 'accessKeyId', 'Member must have length greater than or equal to 16');
    }
    return { Account: credentials.find(accessKeyId)?.account ?? call.account };
  };
}
