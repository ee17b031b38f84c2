/**
 * Which folder may import from which: the arrows of ARCHITECTURE.md, as a check.
 *
 * Who calls it: scripts/check.mjs. Tests are free: they are not part of the program.
 */
import { posix } from 'node:path';
import { importsOf, isCode, isTest, sourceFiles } from './source-files.mjs';

/** `service` of `src/server/services/xray/query/x.ts` is `xray`; the files beside the services belong to none. */
function serviceOf(path) {
  return /^src\/server\/services\/([^/]+)\//.exec(path)?.[1];
}

function within(path, folder) {
  return path.startsWith(`${folder}/`);
}

/** [which files, what they may not import, why]; `to` is a path from the root or a package's name. */
const rules = [
  {
    of: (from) => within(from, 'src/model'),
    forbids: (to) => !within(to, 'src/model'),
    why: 'src/model is pure: no Node, no packages, nothing of the other folders',
  },
  {
    of: (from) => within(from, 'src/console'),
    forbids: (to) => within(to, 'src') && !within(to, 'src/console') && !within(to, 'src/model'),
    why: 'the console shares only src/model',
  },
  {
    of: (from) => serviceOf(from) !== undefined,
    forbids: (to, from) => serviceOf(to) !== undefined && serviceOf(to) !== serviceOf(from),
    why: 'a service never imports another: it gets a port from services/index.ts',
  },
  {
    of: (from) => within(from, 'src/server') && from !== 'src/server/main.ts' && from !== 'src/server/services/index.ts',
    forbids: (to, from) => serviceOf(to) !== undefined && serviceOf(from) === undefined,
    why: 'only main.ts and services/index.ts know the services',
  },
  {
    of: (from) => within(from, 'src/server/wire'),
    forbids: (to) => within(to, 'src/server') && !within(to, 'src/server/wire'),
    why: 'the wire knows no service and no store',
  },
  {
    of: (from) => within(from, 'src/server'),
    forbids: (to) => within(to, 'src/cli') || within(to, 'src/console'),
    why: 'the server knows neither the command line nor the console',
  },
  {
    of: (from) => within(from, 'src/server/store'),
    forbids: (to) => within(to, 'src') && !within(to, 'src/server/store'),
    why: 'the store knows no service',
  },
  {
    of: (from) => within(from, 'src/cli'),
    forbids: (to) => within(to, 'src/server') && to !== 'src/server/main.ts' && to !== 'src/server/config.ts',
    why: 'the command line knows the server by main.ts and config.ts',
  },
  {
    of: (from) => within(from, 'src/sandbox'),
    forbids: (to) => !within(to, 'src/sandbox') && !to.startsWith('node:'),
    why: 'what runs inside an environment has no dependencies',
  },
];

/** @returns {string[]} one line per forbidden import. */
export function boundaryFaults() {
  const faults = [];
  for (const from of sourceFiles().filter((path) => within(path, 'src') && isCode(path) && !isTest(path))) {
    for (const { specifier, typeOnly } of importsOf(from)) {
      const to = specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
      for (const { of, forbids, why } of rules)
        if (of(from) && forbids(to, from)) faults.push(`${from} imports ${specifier}: ${why}`);
      if (!typeOnly && to.startsWith('@aws-sdk/client-'))
        faults.push(`${from} imports ${specifier}: AWS's clients are development dependencies, for types only`);
      if (specifier.startsWith('.') && !/\.(ts|tsx|mjs|css|json|svg|woff2)(\?.*)?$/.test(specifier))
        faults.push(`${from} imports ${specifier}: relative imports name the file with its ending`);
    }
  }
  return faults;
}
