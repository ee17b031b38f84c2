/**
 * Adds to package-lock.json what `npm install` leaves out: packages for other platforms that the registry at hand does not serve.
 * Without them `npm ci` refuses the lock file. They carry no integrity; npm fetches them only on their own platform.
 *
 * Who calls it: a developer after `npm install`; `npm run check` compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const file = 'package-lock.json';

/** `@chdb/lib-linux-arm64-gnu` -> what npm needs to know to skip it elsewhere. Undefined when the name tells no platform. */
function platformOf(name) {
  const parts =
    /(darwin|linux|win32|freebsd|android|openbsd|sunos|netbsd|openharmony|aix)-(arm64|x64|arm|ia32|ppc64|riscv64|s390x|loong64|mips64el)(?:-(gnu|musl))?/.exec(
      name,
    );
  if (!parts) return undefined;
  const [, os, cpu, libc] = parts;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}) };
}

/** Optional packages that an entry names and the file lacks. */
export function missingFromLock(lock) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const nested = `${path}/node_modules/${name}`;
      const top = `node_modules/${name}`;
      if (!(nested in lock.packages) && !(top in lock.packages) && platformOf(name))
        missing.set(top, { version, ...platformOf(name), optional: true });
    }
  }
  return missing;
}

export const readLock = () => JSON.parse(readFileSync(file, 'utf8'));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const lock = readLock();
  for (const [path, entry] of missingFromLock(lock)) lock.packages[path] = entry;
  const [root, ...rest] = Object.entries(lock.packages);
  lock.packages = Object.fromEntries([root, ...rest.sort(([left], [right]) => left.localeCompare(right, 'en'))]);
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}
