/** Time from the start of the process to the ready line, and memory at rest. */
import { startTestServer } from '../harness/server.ts';
import { heading, line, residentMegabytes } from './measure.ts';

interface Health {
  readonly store?: { readonly engine?: { readonly pid?: number }; readonly enginePid?: number };
}

export async function enginePid(apiUrl: string): Promise<number | undefined> {
  const { store } = (await (await fetch(`${apiUrl}/_radiograph/health`)).json()) as Health;
  return store?.engine?.pid ?? store?.enginePid;
}

export async function benchReady(): Promise<void> {
  heading('Start and rest');
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    const server = await startTestServer();
    times.push(performance.now() - started);
    if (run === 2) {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      const own = residentMegabytes(server.process.pid);
      const engine = residentMegabytes(await enginePid(server.apiUrl));
      line(
        'idle memory',
        `server ${own.toFixed(0)} MB + engine ${engine.toFixed(0)} MB = ${(own + engine).toFixed(0)} MB (aim: under 450)`,
      );
    }
    await server.stop();
  }
  times.sort((left, right) => left - right);
  line(
    'ready after',
    `${((times[1] ?? 0) / 1000).toFixed(2)} s median of 3, ${((times[2] ?? 0) / 1000).toFixed(2)} s worst (aim: 2 s)`,
  );
}
