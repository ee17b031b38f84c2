/** GetEncryptionConfig. AWS page: API_GetEncryptionConfig. */
import type { Tenant } from '../../ports.ts';
import { type EncryptionConfig, printedEncryption } from '../settings/printed-encryption.ts';
import type { Settings } from '../settings/settings.ts';

export function getEncryptionConfig(settings: Settings) {
  return (_input: unknown, tenant: Tenant): { readonly EncryptionConfig: EncryptionConfig } => ({
    EncryptionConfig: printedEncryption(settings.get(tenant).encryption, 'ACTIVE'),
  });
}
