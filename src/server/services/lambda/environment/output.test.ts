/** What a runtime prints, as log events, through a real pipe's kind of stream. */
import { createServer, Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { LogEvent } from '../../ports.ts';
import { EnvironmentLog } from './output.ts';

/** Prints through a socket. @returns the messages of the log. */
async function logged(text: string): Promise<{ messages: string[]; tail: string }> {
  const events: LogEvent[] = [];
  const log = new EnvironmentLog({
    sink: { write: (_tenant, _group, _stream, more) => Promise.resolve(void events.push(...more)) },
    tenant: { account: '123456789012', region: 'eu-west-1' },
    group: '/aws/lambda/f',
    stream: 's',
  });
  const server = createServer((socket) => socket.end(text));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const output = new Socket();
  log.attach(output, 'function');
  const ended = new Promise((closed) => output.once('close', closed));
  output.connect((server.address() as { port: number }).port, '127.0.0.1');
  await ended;
  server.close();
  await log.drained();
  await log.flushed();
  return { messages: events.map(({ message }) => message), tail: Buffer.from(log.tail(), 'base64').toString() };
}

it('makes an event of each line that has something in it', async () => {
  expect(await logged('\nmulti\n\nano\rther\n \nlast')).toEqual({
    messages: ['multi\n', 'ano\rther\n', ' \n', 'last'],
    tail: 'multi\nano\rther\n \nlast\n',
  });
});
