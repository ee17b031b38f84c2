/**
 * The first key of a server with `--auth sigv4`: without it nobody could call CreateUser and CreateAccessKey. Made once for a data
 * directory, the account's root.
 */
import { randomBytes } from 'node:crypto';
import type { CredentialDirectory, StoredCredential } from '../services/ports.ts';
import type { ControlPlane } from '../store/ports.ts';

interface BootstrapKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @returns the directory that knows the key too, and the key when it was made now, to be printed once. */
export function withBootstrapKey(
  credentials: CredentialDirectory,
  controlPlane: ControlPlane,
  account: string,
): { credentials: CredentialDirectory; created: BootstrapKey | undefined } {
  const keys = controlPlane.collection<BootstrapKey>('bootstrap-key');
  const scope = { account, region: 'global' };
  let key = keys.get(scope, 'root');
  const created = key === undefined;
  if (!key) {
    key = {
      accessKeyId: `AKIA${[...randomBytes(16)].map((byte) => alphabet[byte & 31]).join('')}`,
      secretAccessKey: randomBytes(30).toString('base64'),
    };
    keys.put(scope, 'root', key);
  }
  const { accessKeyId, secretAccessKey } = key;
  const stored: StoredCredential = {
    account,
    principalArn: `arn:aws:iam::${account}:root`,
    userId: account,
    secretAccessKey,
    sessionToken: undefined,
    expiration: undefined,
  };
  return {
    credentials: { find: (id) => (id === accessKeyId ? stored : credentials.find(id)) },
    created: created ? key : undefined,
  };
}
