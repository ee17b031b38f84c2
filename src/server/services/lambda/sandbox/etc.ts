/**
 * The `/etc` that a function sees: its user, names that resolve without a network, the resolver of the outbound network, the
 * certificates. Nothing else of the host's. Made once per server, shared read-only by all environments. Called by execution.ts.
 */

import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const files: Readonly<Record<string, string>> = {
  passwd: 'root:x:0:0:root:/root:/sbin/nologin\nsbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\n',
  group: 'root:x:0:\nsbx_user1051:x:990:\n',
  hosts: '127.0.0.1 localhost sandbox.localdomain sandbox\n',
  // slirp4netns answers DNS there.
  'resolv.conf': 'nameserver 10.0.2.3\noptions timeout:1 attempts:1\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
  'os-release':
    'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPRETTY_NAME="Amazon Linux 2023 (Radiograph)"\n',
};

/** Files of the host that its programs and libraries need; copied, because they are small. */
const copied = ['ld.so.cache', 'ld.so.conf', 'ssl/openssl.cnf'];
/** Public directories of the host that are bound over empty ones here. */
const bound = ['ssl/certs', 'pki/tls', 'pki/ca-trust', 'alternatives'];

/** `bubblewrap` arguments that bring in the host's certificates and the links of its alternatives. */
export function etcBinds(): string[] {
  return bound
    .filter((name) => existsSync(join('/etc', name)))
    .flatMap((name) => ['--ro-bind', join('/etc', name), join('/etc', name)]);
}

/** @returns the directory, world-readable. */
export async function makeEtc(parent: string): Promise<string> {
  const directory = join(parent, 'etc');
  for (const name of bound) if (existsSync(join('/etc', name))) await mkdir(join(directory, name), { recursive: true });
  await mkdir(join(directory, 'ssl'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text, { mode: 0o644 });
  for (const name of copied) await copyFile(join('/etc', name), join(directory, name)).catch(() => undefined);
  return directory;
}
