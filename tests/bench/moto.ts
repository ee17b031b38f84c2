/** moto's server as the peer of the same run, from a virtual environment in the cache directory; undefined where PyPI is not reached. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cacheDir } from '../harness/server.ts';
import { line } from './measure.ts';

const version = '5.2.5';

function install(): string | undefined {
  const venv = join(cacheDir, `bench-moto-${version}`);
  const program = join(venv, 'bin', 'moto_server');
  if (existsSync(program)) return program;
  process.stderr.write(`Installing moto ${version} to measure beside it …\n`);
  const made = spawnSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
  const installed =
    made.status === 0 &&
    spawnSync(join(venv, 'bin', 'pip'), ['install', '-q', `moto[server,xray]==${version}`, 'aws-xray-sdk==2.15.0'], {
      stdio: 'inherit',
    }).status === 0;
  return installed && existsSync(program) ? program : undefined;
}

export async function startMoto(): Promise<{ port: number; apiUrl: string; stop: () => void } | undefined> {
  const program = install();
  if (!program) {
    line('moto', 'could not be installed; no peer in this run');
    return undefined;
  }
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const apiUrl = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`${apiUrl}/moto-api/`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { port, apiUrl, stop: () => child.kill('SIGKILL') };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
