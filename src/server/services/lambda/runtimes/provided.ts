/** `provided.al2`, `provided.al2023`: the function brings its own `bootstrap` (lambda/latest/dg/runtimes-custom.html). */
import type { RuntimePlan } from './runtime.ts';

export function providedRuntime(name: string): RuntimePlan {
  return {
    runtimeDirectory: undefined,
    langDirectory: undefined,
    label: `${name.replace('.', ':')}.v1`,
    wrapper: false,
    notice: undefined,
    command: (places) => ({
      // Lambda looks for it in the function first, then in the layers.
      argv: [
        '/bin/sh',
        '-c',
        `for b in "${places.task}/bootstrap" "${places.opt}/bootstrap"; do [ -x "$b" ] && exec "$b"; done; echo 'Couldn'"'"'t find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]' >&2; exit 127`,
      ],
      variables: {},
    }),
  };
}
