/**
 * The DNS of an environment: `*.amazonaws.com` and `*.on.aws` are the environment itself, so that no client can reach AWS by accident; other names are
 * asked of the host's own resolvers where functions have a way out, and do not exist where they have none. UDP (RFC 1035 4.1).
 *
 * Called by doors.ts on the socket that network.py opened on port 53.
 */
import { createSocket, type Socket } from 'node:dgram';
import { getServers } from 'node:dns';
import { isIP } from 'node:net';

/** Asks elsewhere; resolves with the raw answer. Rejects when nobody answers. */
export type Forward = (query: Uint8Array) => Promise<Uint8Array>;

const typeA = 1;
const code = { noError: 0, serverFailure: 2, noSuchName: 3, notImplemented: 4 } as const;
const headerBytes = 12;
const patienceMs = 2_000;
/** At a time, for one environment. */
const maximumForwarded = 64;

export function serveNames(socket: Socket, forward: Forward | undefined): void {
  let asking = 0;
  socket.on('error', () => undefined);
  socket.on('message', (query, from) => {
    const send = (answer: Uint8Array | undefined): void => {
      if (answer !== undefined) socket.send(answer, from.port, from.address, () => undefined);
    };
    const own = answerLocally(query, forward === undefined);
    if (own !== 'elsewhere') return send(own);
    if (forward === undefined || asking >= maximumForwarded) return send(reply(query, code.serverFailure));
    asking += 1;
    forward(query)
      .then(send, () => send(reply(query, code.serverFailure)))
      .finally(() => {
        asking -= 1;
      });
  });
}

/** AWS's services, and functions' URLs. */
const awsNames = /(?:^|\.)(?:amazonaws\.com|on\.aws)$/;

/**
 * @param alone is there nobody else to ask?
 * @returns the answer; nothing for what is not a question; `elsewhere` when it is not for us.
 */
export function answerLocally(query: Uint8Array, alone: boolean): Uint8Array | 'elsewhere' | undefined {
  const view = new DataView(query.buffer, query.byteOffset, query.byteLength);
  if (query.length < headerBytes || (view.getUint8(2) & 0x80) !== 0) return undefined;
  const question = view.getUint16(4) === 1 ? readQuestion(query) : undefined;
  if (question === undefined) return reply(query, code.notImplemented);
  if (!awsNames.test(question.name)) return alone ? reply(query, code.noSuchName) : 'elsewhere';
  return reply(query, code.noError, question.type === typeA ? [127, 0, 0, 1] : undefined);
}

function readQuestion(query: Uint8Array): { readonly name: string; readonly type: number; readonly end: number } | undefined {
  const labels: string[] = [];
  let at = headerBytes;
  for (;;) {
    const length = query[at];
    // Above 63 it would be a pointer, which no question has.
    if (length === undefined || length > 63) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(Buffer.from(query.subarray(at, at + length)).toString('latin1'));
    at += length;
  }
  if (query.length < at + 4) return undefined;
  const type = ((query[at] ?? 0) << 8) | (query[at + 1] ?? 0);
  return { name: labels.join('.').toLowerCase(), type, end: at + 4 };
}

/** The query's header with the answer's bits, its question where it can be read, and one address. */
function reply(query: Uint8Array, responseCode: number, address?: readonly number[]): Uint8Array {
  const questionEnd = readQuestion(query)?.end;
  const header = Buffer.from(query.subarray(0, headerBytes));
  header[2] = 0x80 | ((header[2] ?? 0) & 0x79);
  header[3] = 0x80 | responseCode;
  header.fill(0, 4);
  header.writeUInt16BE(questionEnd === undefined ? 0 : 1, 4);
  header.writeUInt16BE(address === undefined ? 0 : 1, 6);
  const question = query.subarray(headerBytes, questionEnd ?? headerBytes);
  // Name: a pointer to the question's. Type A, class IN, a minute, four bytes.
  const record = address === undefined ? [] : [0xc0, headerBytes, 0, typeA, 0, 1, 0, 0, 0, 60, 0, 4, ...address];
  return Buffer.concat([header, question, Buffer.from(record)]);
}

/** Asks the host's resolvers, one after the other. */
export function hostResolvers(servers: readonly string[] = getServers()): Forward {
  const addresses = servers.map((server) => {
    // `1.2.3.4`, `1.2.3.4:5353`, `::1`, `[::1]:5353`.
    const [, host = server, port = '53'] = /^\[?([^[\]]+?)\]?:(\d+)$/.exec(isIP(server) === 0 ? server : '') ?? [];
    return { host, port: Number(port) };
  });
  return async (query) => {
    for (const { host, port } of addresses) {
      const answer = await ask(query, host, port);
      if (answer !== undefined) return answer;
    }
    throw new Error('No resolver answers.');
  };
}

function ask(query: Uint8Array, host: string, port: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const done = (answer?: Uint8Array): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(done, patienceMs);
    socket.once('error', () => done());
    // Connected: the kernel takes answers from that resolver alone.
    socket.connect(port, host, () => socket.send(query, () => undefined));
    socket.on('message', (answer) => {
      if (answer[0] === query[0] && answer[1] === query[1]) done(answer);
    });
  });
}
