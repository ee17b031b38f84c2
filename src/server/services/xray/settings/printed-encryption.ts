/** AWS's shape EncryptionConfig. Nothing is encrypted here, so a change is active at once. */
import type { XraySettings } from './settings.ts';

export interface EncryptionConfig {
  readonly KeyId: string | null;
  readonly Status: 'ACTIVE' | 'UPDATING';
  readonly Type: 'NONE' | 'KMS';
}

export function printedEncryption(
  { type, keyId }: XraySettings['encryption'],
  Status: EncryptionConfig['Status'],
): EncryptionConfig {
  return { KeyId: keyId, Status, Type: type };
}
