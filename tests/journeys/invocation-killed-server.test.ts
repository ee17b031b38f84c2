/** A server that is killed takes its environments with it, also those that stand still between invocations. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isolated } from '../harness/isolation.ts';

const program = fileURLToPath(new URL('./execution-until-killed.ts', import.meta.url));

describe.runIf(isolated)('a server that is killed', () => {
  it('leaves no process of a function behind', async () => {
    const name = `orphan-${process.pid}-${Date.now()}`;
    const server = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(server.stdout, 'data');
    expect(processesOf(name)).toBeGreaterThan(0);
    // Past the moment at which an idle environment is frozen.
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.kill('SIGKILL');
    await expect.poll(() => processesOf(name), { timeout: 10_000 }).toBe(0);
  });
});

/** How many processes of this machine run the function. */
function processesOf(functionName: string): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`AWS_LAMBDA_FUNCTION_NAME=${functionName}`)
      );
    } catch {
      return false; // It ended, or is not ours to read.
    }
  }).length;
}
