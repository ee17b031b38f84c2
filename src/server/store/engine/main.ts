/**
 * The engine process: loads ClickHouse (chdb) and offers it over HTTP on loopback, to its parent only.
 *
 * Who starts it: engine-process.ts. It is a process of its own because its memory, its threads and its crashes must not be the
 * server's. It ends with its parent, however that one ended: the IPC channel closes then.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Session } from 'chdb';
import { ConnectionPool } from './connection-pool.ts';
import { createHttpProtocol } from './http-protocol.ts';
import { type EngineMessage, type EngineStart, rowsDirectoryOf } from './messages.ts';
import { connectionArguments, readers, serverConfiguration } from './settings.ts';

// Nothing has to be closed in order: what was acknowledged is synced, everything else is still in the write-ahead log.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Ctrl-C reaches the whole process group; the parent decides when the engine ends.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

process.once('message', (message: EngineStart) => {
  open(message).catch((error: unknown) => {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});

async function open(start: EngineStart): Promise<void> {
  const spoolDir = rowsDirectoryOf(start.dataDir);
  const configurationFile = join(start.dataDir, 'config.xml');
  rmSync(spoolDir, { recursive: true, force: true });
  mkdirSync(spoolDir, { recursive: true });
  writeFileSync(configurationFile, serverConfiguration());

  const connect = (): Session =>
    new Session(join(start.dataDir, 'data'), { connectionArgs: connectionArguments(configurationFile) });
  const writer = connect();
  const version = (await writer.queryAsync('SELECT version()', { format: 'TabSeparated' })).text().trim();
  await writer.queryAsync(`CREATE DATABASE IF NOT EXISTS ${start.database} ENGINE = Atomic`);
  const sessions = [writer, ...Array.from({ length: readers }, connect)];
  for (const session of sessions) await session.queryAsync(`USE ${start.database}`);

  const server = createHttpProtocol({
    password: start.password,
    writer: new ConnectionPool([writer]),
    reader: new ConnectionPool(sessions.slice(1)),
    spoolDir,
  });
  server.listen(0, '127.0.0.1', () => say({ kind: 'ready', port: (server.address() as AddressInfo).port, version }));
}

function say(message: EngineMessage): void {
  // A parent that is gone cannot be told; the channel's end is handled above.
  process.send?.(message, undefined, undefined, () => {});
}
