/**
 * A load generator in a process of its own: segments over UDP 2000, as the X-Ray SDKs send them, at an even pace.
 * Words: port, segments, segments a second. Prints one JSON line: sent, seconds.
 */
import { createSocket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';

const [port = '2000', segments = '10000', rate = '10000'] = process.argv.slice(2);
const socket = createSocket('udp4');
await new Promise<void>((resolve) => socket.connect(Number(port), '127.0.0.1', resolve));
const header = '{"format":"json","version":1}\n';
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const total = Number(segments);
const now = Date.now() / 1000 - 30;
const second = hex(Math.floor(now), 8);

const started = performance.now();
for (let sent = 0; sent < total; ) {
  const due = Math.min(total, Math.ceil(((performance.now() - started) / 1000) * Number(rate)) + 1);
  for (; sent < due; sent++) {
    const document = {
      id: hex(sent + 2 ** 46, 16),
      name: `udp-${sent % 5}`,
      trace_id: `1-${second}-${hex(sent + 2 ** 46, 24)}`,
      start_time: now,
      end_time: now + 0.25,
      http: { request: { method: 'GET', url: 'https://api.example.com/orders/17?expand=lines' }, response: { status: 200 } },
      annotations: { tenant: `t-${sent % 10}` },
      metadata: { default: { note: 'nothing special about this request, but some bytes to carry'.repeat(6) } },
    };
    socket.send(header + JSON.stringify(document));
  }
  await wait(1);
}
await wait(200);
socket.close();
process.stdout.write(`${JSON.stringify({ sent: total, seconds: (performance.now() - started) / 1000 })}\n`);
