/**
 * `npm run bench [section …]`: figures with the machine's size, and a peer or an aim beside each. Sections: ready, ingest, otlp, reads,
 * invocations, hostile, deploy. RADIOGRAPH_BENCH_SEGMENTS sets how full the store is (1,000,000).
 */
import { benchDeployments } from './deploy-bench.ts';
import { benchHostile } from './hostile-bench.ts';
import { benchIngest, benchOtlp, benchUdp } from './ingest-bench.ts';
import { benchInvocations } from './invocation-bench.ts';
import { machine } from './measure.ts';
import { benchReads } from './reads-bench.ts';
import { benchReady } from './ready-bench.ts';

process.env['RADIOGRAPH_TEST_BUILD'] ??= '1';
const segments = Number(process.env['RADIOGRAPH_BENCH_SEGMENTS'] ?? 1_000_000);
const wanted = new Set(process.argv.slice(2));
const asked = (section: string): boolean => wanted.size === 0 || wanted.has(section);

process.stdout.write(`${machine()}\n`);
if (asked('ready')) await benchReady();
if (asked('ingest')) {
  const server = await benchIngest(segments);
  await benchUdp(server);
  await server.stop();
}
if (asked('reads')) await benchReads(segments);
if (asked('otlp')) await benchOtlp(segments);
if (asked('invocations')) await benchInvocations();
if (asked('hostile')) await benchHostile();
if (asked('deploy')) await benchDeployments();
