/**
 * Wrapper scripts, which Lambda starts with the runtime's own command line (lambda/latest/dg/runtimes-modify.html), out of a layer: for
 * Python and for Node, and variables that change a runtime without one.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../../src/server/services/lambda/function.ts';
import { isolated } from '../harness/isolation.ts';
import { createHarness, type Harness } from './execution-harness.ts';

describe.runIf(isolated)('AWS_LAMBDA_EXEC_WRAPPER', () => {
  let harness: Harness;
  beforeAll(() => {
    harness = createHarness({ sandbox: 'bubblewrap' });
  });
  afterAll(() => harness.close());

  function deploy(
    name: string,
    wrapper: string,
    code: Readonly<Record<string, string>>,
    changes: Partial<FunctionVersion> = {},
  ): void {
    const layers = harness.layers({ wrapper });
    harness.deploy(name, code, {
      layers,
      environment: { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper', ...changes.environment },
      ...changes,
    });
  }

  it("gets Python's command line, in which the last word is the program", async () => {
    const wrapper = `#!/bin/bash
words=("$@")
words=("\${words[@]:0:$#-1}" -O "\${words[@]: -1}")
export WRAPPED="$*"
exec "\${words[@]}"
`;
    const code = `import os, sys\ndef handler(event, context):\n    return {'wrapped': os.environ['WRAPPED'], 'optimized': sys.flags.optimize}\n`;
    deploy('python-wrapped', wrapper, { 'app.py': code });
    expect((await harness.invoke('python-wrapped')).json).toEqual({
      wrapped: expect.stringMatching(/^\/var\/lang\/bin\/python3\.\d+ \S+\/bootstrap\.py$/),
      optimized: 1,
    });
  });

  it("finds the runtime's interpreter as python3", async () => {
    const wrapper = `#!/bin/sh\nexport FOUND="$(python3 -c 'import sys; print(sys.version)')"\nexec "$@"\n`;
    const code = `import os, sys\ndef handler(event, context):\n    return os.environ['FOUND'] == sys.version\n`;
    deploy('python-found', wrapper, { 'app.py': code });
    expect((await harness.invoke('python-found')).json).toBe(true);
  });

  it('may put another handler and module path in front', async () => {
    const wrapper = `#!/bin/sh\nexport ORIGINAL="$_HANDLER" _HANDLER=around.handler PYTHONPATH="/opt/more:$PYTHONPATH"\nexec "$@"\n`;
    const around = `
import os
from importlib import import_module
module, name = os.environ['ORIGINAL'].rsplit('.', 1)
inner = getattr(import_module(module), name)
def handler(event, context):
    return ['around', inner(event, context)]
`;
    const layers = harness.layers({ wrapper, 'more/around.py': around });
    const environment = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/wrapper' };
    harness.deploy('around', { 'app.py': `def handler(event, context):\n    return 'inner'\n` }, { layers, environment });
    expect((await harness.invoke('around')).json).toEqual(['around', 'inner']);
  });

  it("gets Node's command line too", async () => {
    const wrapper = `#!/bin/bash\nwords=("$@")\nexec "\${words[0]}" --title=wrapped "\${words[@]:1}"\n`;
    const code = { 'app.js': `exports.handler = async () => process.title;\n` };
    deploy('node-wrapped', wrapper, code, { runtime: 'nodejs20.x' });
    expect((await harness.invoke('node-wrapped')).json).toBe('wrapped');
  });

  it('that is missing ends the runtime as on Lambda', async () => {
    const environment = { AWS_LAMBDA_EXEC_WRAPPER: '/opt/no-such-file' };
    harness.deploy('unwrapped', { 'app.py': 'def handler(event, context):\n    return 1\n' }, { environment });
    expect((await harness.invoke('unwrapped')).json).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Error: Runtime exited with error: exit status 127$/),
    });
  });

  it('is not needed for NODE_OPTIONS, which loads a module of a layer first', async () => {
    const layers = harness.layers({ 'preload.js': 'globalThis.preloaded = true;\n' });
    harness.deploy(
      'preloaded',
      { 'app.js': 'exports.handler = async () => globalThis.preloaded;\n' },
      {
        runtime: 'nodejs20.x',
        layers,
        environment: { NODE_OPTIONS: '--require /opt/preload.js' },
      },
    );
    expect((await harness.invoke('preloaded')).json).toBe(true);
  });
});
