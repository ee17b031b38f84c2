/**
 * `nodejsXX.x`: the Node that runs this server, with src/sandbox/bootstrap.mjs as its runtime
 * (lambda/latest/dg/lambda-nodejs.html).
 */
import { dirname } from 'node:path';
import { InvalidRuntime } from './invalid-runtime.ts';
import type { RuntimePlan } from './runtime.ts';

export async function nodejsRuntime(wanted: string, _cacheDir: string): Promise<RuntimePlan> {
  const asked = /^(\d+)\.x$/.exec(wanted)?.[1];
  if (asked === undefined) throw new InvalidRuntime(`There is no runtime nodejs${wanted}.`);
  const [major = '', minor = ''] = process.versions.node.split('.');
  const prefix = dirname(dirname(process.execPath));
  return {
    runtimeDirectory: undefined,
    langDirectory: prefix === '/usr' || prefix.startsWith('/usr/') ? undefined : prefix,
    label: `nodejs:${major}.v${minor}`,
    wrapper: true,
    notice: major === asked ? undefined : `Node ${asked} is not installed on this machine; the function runs on Node ${major}.`,
    command: (places) => ({
      argv: [
        places.isolated && !prefix.startsWith('/usr') ? '/var/lang/bin/node' : process.execPath,
        '--max-http-header-size=81920',
        `${places.programs}/bootstrap.mjs`,
      ],
      variables: {
        NODE_PATH: [
          `${places.opt}/nodejs/node${asked}/node_modules`,
          `${places.opt}/nodejs/node_modules`,
          `${places.runtime}/node_modules`,
          places.runtime,
          places.task,
        ].join(':'),
      },
    }),
  };
}
