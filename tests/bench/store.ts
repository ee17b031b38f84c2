/**
 * How fast the store takes rows and gives them back: `node --import tsx tests/bench/store.ts [rows]`.
 *
 * Rows of about 900 bytes, 50 to a record, 16 records at a time, everything synced: through the log into ClickHouse.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { partitionByDay } from '../../src/server/store/ports.ts';
import { RowBinaryWriter } from '../../src/server/store/row-binary.ts';
import { openStore } from '../../src/server/store/store.ts';

const rowsWanted = Number(process.argv[2] ?? 400_000);
const rowsPerRecord = 50;
const writers = 16;

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'radiograph-bench-'));
  const store = await openStore({ dataDir });
  try {
    store.ingestLog.declare({
      name: 'bench',
      columns: [
        { name: 'account', type: 'LowCardinality(String)' },
        { name: 'trace', type: 'FixedString(16)' },
        { name: 'received', type: 'DateTime64(3)' },
        { name: 'sequence', type: 'UInt64' },
        { name: 'document', type: 'String CODEC(ZSTD(1))' },
      ],
      engine: `ENGINE = MergeTree ${partitionByDay} ORDER BY (account, trace)`,
    });
    await store.start();

    let encoded = 0;
    let bytes = 0;
    const encodeStarted = performance.now();
    const records: Buffer[] = [];
    for (let sequence = 0; sequence < 40_000; sequence += rowsPerRecord) {
      const writer = new RowBinaryWriter(64 * 1024);
      for (let row = sequence; row < sequence + rowsPerRecord; row++) encodeRow(writer, row);
      const record = writer.take();
      bytes += record.length;
      encoded += rowsPerRecord;
      records.push(record);
    }
    const encodeMs = performance.now() - encodeStarted;

    let sent = 0;
    const started = performance.now();
    const write = async (): Promise<void> => {
      while (sent < rowsWanted) {
        const record = records[(sent / rowsPerRecord) % records.length];
        sent += rowsPerRecord;
        if (record !== undefined) await store.ingestLog.append({ rows: { bench: record } });
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
    const acknowledgedMs = performance.now() - started;
    await store.ingestLog.settled();
    const storedMs = performance.now() - started;

    const point = await times(100, () =>
      store.clickhouse.query(
        'SELECT document FROM bench WHERE account = {account:String} AND trace = unhex({trace:String}) LIMIT 1',
        {
          account: '000000000000',
          trace: traceId(Math.floor(Math.random() * 40_000)).toString('hex'),
        },
      ),
    );
    const trivial = await times(100, () => store.clickhouse.query('SELECT 1 AS one'));
    const readYourWrite = await times(30, async () => {
      await store.ingestLog.append({ rows: { bench: records[0]?.subarray(0, 0) ?? Buffer.alloc(0) } });
      await store.ingestLog.append({ rows: { bench: oneRow() } });
      await store.ingestLog.settled();
    });

    console.log(`${cpus()[0]?.model}, ${cpus().length} cores`);
    console.log(`row            ${Math.round(bytes / encoded)} bytes`);
    console.log(`encode         ${perSecond(encoded, encodeMs)} rows/s (with JSON.stringify)`);
    console.log(`acknowledged   ${perSecond(sent, acknowledgedMs)} rows/s`);
    console.log(`stored         ${perSecond(sent, storedMs)} rows/s`);
    console.log(`select 1       ${show(trivial)}`);
    console.log(`row by key     ${show(point)}`);
    console.log(`append+settled ${show(readYourWrite)}`);
    console.log(JSON.stringify(store.stats()));
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function traceId(sequence: number): Buffer {
  const id = Buffer.alloc(16);
  id.writeUInt32LE((sequence * 2_654_435_761) % 2 ** 32);
  id.writeUInt32LE(sequence, 8);
  return id;
}

function oneRow(): Buffer {
  const writer = new RowBinaryWriter();
  encodeRow(writer, 0);
  return writer.take();
}

function encodeRow(writer: RowBinaryWriter, sequence: number): void {
  const document = JSON.stringify({
    id: (sequence * 7919).toString(16).padStart(16, '0'),
    name: `service-${sequence % 40}`,
    start_time: 1_790_000_000 + sequence / 1000,
    end_time: 1_790_000_000.25 + sequence / 1000,
    http: {
      request: { method: 'GET', url: `https://shop.example/cart/${sequence}` },
      response: { status: 200, content_length: 1234 },
    },
    annotations: { customer: `c-${sequence % 5000}`, tier: 'gold' },
    metadata: { default: { note: 'a fairly common text '.repeat(24), value: Math.random().toString(36) } },
  });
  writer.string('000000000000').fixedString(traceId(sequence), 16).dateTime64(Date.now()).uint64(sequence).string(document);
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await work();
    measured.push(performance.now() - started);
  }
  return measured.sort((a, b) => a - b);
}

function show(sorted: readonly number[]): string {
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

function perSecond(count: number, ms: number): string {
  return Math.round((count / ms) * 1000).toLocaleString('en');
}

await main();
