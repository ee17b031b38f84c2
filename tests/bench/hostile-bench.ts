/**
 * What one hostile function costs the others: the latency of a well-behaved function, the server's memory and its disk, while another
 * function forks without end, eats memory, or prints 100 MB. Beside them the same function on a quiet machine.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startTestServer, temporaryDirectory } from '../harness/server.ts';
import { createBenchRole, deploy } from './invocation-bench.ts';
import { heading, line, residentMegabytes, restCall, timeCalls } from './measure.ts';

const actors = {
  'forks without end': `
import os, time
def handler(event, context):
    while True:
        try:
            if os.fork() == 0:
                while True:
                    pass
        except OSError:
            time.sleep(0.2)
`,
  'eats memory': `
def handler(event, context):
    hoard = []
    while True:
        hoard.append(bytearray(16 * 1024 * 1024))
`,
  'prints 100 MB': `
def handler(event, context):
    for _ in range(100 * 1024):
        print('x' * 1023)
`,
  'fills /tmp': `
def handler(event, context):
    with open('/tmp/big', 'wb') as file:
        while True:
            file.write(bytes(1024 * 1024))
`,
} as const;
const secondsEach = 6;

export async function benchHostile(): Promise<void> {
  heading('A hostile function beside a well-behaved one');
  const data = temporaryDirectory();
  const server = await startTestServer({ dataDir: data.path });
  await createBenchRole(server);
  const invoke = (name: string) => restCall(server.apiUrl, 'lambda', `/2015-03-31/functions/${name}/invocations`, '{}');
  await deploy(server, 'good', 'python3.11', { 'app.py': 'def handler(event, context):\n    return 1\n' }, 'app.handler');
  await invoke('good');
  await timeCalls(200, () => invoke('good'));

  const measure = async (name: string): Promise<void> => {
    const before = bytesBelow(data.path);
    let memory = 0;
    let calls = 0;
    const end = Date.now() + secondsEach * 1_000;
    const times: number[] = [];
    while (Date.now() < end) {
      const started = performance.now();
      await invoke('good');
      times.push(performance.now() - started);
      if (++calls % 20 === 0) memory = Math.max(memory, residentMegabytes(server.process.pid));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    times.sort((left, right) => left - right);
    const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? Number.NaN).toFixed(1);
    const disk = (bytesBelow(data.path) - before) / 2 ** 20;
    line(
      name,
      `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms; server ${memory.toFixed(0)} MB, disk +${disk.toFixed(0)} MB`,
    );
  };

  await measure('alone');
  for (const [number, [name, code]] of Object.entries(actors).entries()) {
    await deploy(server, `bad${number}`, 'python3.11', { 'app.py': code }, 'app.handler');
    let going = true;
    const hostile = (async () => {
      let runs = 0;
      while (going) {
        await invoke(`bad${number}`);
        runs += 1;
      }
      return runs;
    })();
    await measure(`while another ${name}`);
    going = false;
    line('', `${await hostile} invocations of it ended`);
  }
  await server.stop();
  data.remove();
}

function bytesBelow(directory: string): number {
  let bytes = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    // Files come and go while we look.
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}
