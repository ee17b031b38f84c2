/**
 * PutEncryptionConfig: keeps and shows the setting; traces are stored as they are. AWS answers a change as UPDATING, and the next
 * GetEncryptionConfig finds it active. AWS page: API_PutEncryptionConfig.
 */
import type { PutEncryptionConfigRequest } from '@aws-sdk/client-xray';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';
import { type EncryptionConfig, printedEncryption } from '../settings/printed-encryption.ts';
import type { Settings } from '../settings/settings.ts';

/** @throws ValidationException, InvalidRequestException for a key with NONE and none with KMS. */
export function putEncryptionConfig(settings: Settings) {
  return (input: PutEncryptionConfigRequest, tenant: Tenant): { readonly EncryptionConfig: EncryptionConfig } => {
    new Constraints()
      .length('keyId', input.KeyId, { least: 1, most: 3000 })
      .present('type', input.Type)
      .oneOf('type', input.Type, ['NONE', 'KMS'])
      .check();
    const encryption = input.Type === 'KMS' ? { type: 'KMS' as const, keyId: keyArn(input.KeyId, tenant) } : without(input);
    settings.change(tenant, { encryption });
    return { EncryptionConfig: printedEncryption(encryption, 'UPDATING') };
  };
}

function without({ KeyId }: PutEncryptionConfigRequest): { readonly type: 'NONE'; readonly keyId: null } {
  if (KeyId !== undefined) throw invalidRequest('KeyId must not be provided when Type is NONE');
  return { type: 'NONE', keyId: null };
}

/** Key ids and aliases are answered as ARNs. */
function keyArn(keyId: string | undefined, { account, region }: Tenant): string {
  if (keyId === undefined) throw invalidRequest('KeyId must be provided when Type is KMS');
  if (keyId.startsWith('arn:')) return keyId;
  return `arn:aws:kms:${region}:${account}:${keyId.startsWith('alias/') ? keyId : `key/${keyId}`}`;
}
