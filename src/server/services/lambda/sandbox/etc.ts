/**
 * The `/etc` that a function sees: its user, names that resolve without a network, the environment's own resolver, the certificates
 * with the server's own authority among them. Nothing else of the host's. Made once per server, shared read-only by all environments.
 * Called by machine.ts.
 */
import { existsSync, realpathSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

const files: Readonly<Record<string, string>> = {
  // Of nobody is what the host's root owns, as the namespace shows it.
  passwd:
    'root:x:0:0:root:/root:/sbin/nologin\nsbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\nnobody:x:65534:65534:Kernel Overflow User:/:/sbin/nologin\n',
  group: 'root:x:0:\nsbx_user1051:x:990:\nnobody:x:65534:\n',
  hosts: '127.0.0.1 localhost sandbox.localdomain sandbox\n',
  // name-server.ts.
  'resolv.conf': 'nameserver 127.0.0.1\noptions timeout:5 attempts:1\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
  'os-release':
    'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPRETTY_NAME="Amazon Linux 2023 (Radiograph)"\n',
};

/** Files of the host that its programs and libraries need; copied, because they are small. */
const copied = ['ld.so.cache', 'ld.so.conf', 'ssl/openssl.cnf'];
/** Public directories of the host that are bound over empty ones here. */
const bound = ['ssl/certs', 'pki/tls', 'pki/ca-trust', 'alternatives'];

/** Where systems keep all their roots in one file. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** As a function reaches them. */
export const certificateFiles = { authority: '/etc/radiograph/ca.pem', bundle: '/etc/radiograph/ca-bundle.pem' } as const;

/**
 * `bubblewrap` arguments that bring in the host's certificates and the links of its alternatives, and put the bundle that holds our
 * authority in the place of the host's.
 * @param etc where the directory that makeEtc made can be bound from.
 */
export function etcBinds(etc: string): string[] {
  const directories = bound.map((name) => join('/etc', name)).filter((path) => existsSync(path));
  const covered = new Set(bundles.filter((path) => existsSync(path)).map((path) => realpathSync(path)));
  return [
    ...directories.flatMap((path) => ['--ro-bind', path, path]),
    ...[...covered]
      .filter((path) => directories.some((directory) => path.startsWith(`${directory}/`)))
      .flatMap((path) => ['--ro-bind', join(etc, 'radiograph/ca-bundle.pem'), path]),
  ];
}

/**
 * @param authority PEM of a certificate authority that functions trust beside the system's.
 * @returns the directory, world-readable.
 */
export async function makeEtc(parent: string, authority: string): Promise<string> {
  const directory = join(parent, 'etc');
  for (const name of bound) if (existsSync(join('/etc', name))) await mkdir(join(directory, name), { recursive: true });
  await mkdir(join(directory, 'ssl'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text, { mode: 0o644 });
  await mkdir(join(directory, 'radiograph'));
  const bundle = bundles.find((path) => existsSync(path));
  const roots = bundle === undefined ? rootCertificates.join('\n') : await readFile(bundle, 'utf8');
  await writeFile(join(directory, 'radiograph/ca.pem'), authority, { mode: 0o644 });
  await writeFile(join(directory, 'radiograph/ca-bundle.pem'), `${roots.trimEnd()}\n${authority}`, { mode: 0o644 });
  for (const name of copied) await copyFile(join('/etc', name), join(directory, name)).catch(() => undefined);
  return directory;
}
