/**
 * What others send here for a resource that is being made: functions of custom resources answer at `/_radiograph/custom-resource/TOKEN`,
 * anybody signals a wait condition at `/_radiograph/wait-condition/…?token=TOKEN`. The token is the right to, as the signature of
 * AWS's presigned URL is.
 *
 * Who calls it: the API listener, and the resources, which wait.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject } from '../template/template.ts';

type Message = Readonly<Record<string, unknown>>;

export interface Answers {
  /** Messages to the token go to `take`, those of the past too if `keep` was called before; ends with the returned function. */
  listen(token: string, take: (message: Message) => void): () => void;
  /** From now on, messages to the token are kept until someone listens. */
  keep(token: string): void;
  forget(token: string): void;
  /** A message that comes by another way. @returns whether anybody waits for it. */
  send(token: string, message: Message): boolean;
  /** The API listener's door. */
  readonly door: {
    matches(host: string, path: string): boolean;
    handle(request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void>;
  };
}

const custom = /^\/_radiograph\/custom-resource\/([0-9a-f-]{36})$/;
const wait = '/_radiograph/wait-condition/';
/** Bytes of an answer, as AWS limits it. */
const longest = 4096;

export function createAnswers(): Answers {
  const listeners = new Map<string, (message: Message) => void>();
  const kept = new Map<string, Message[]>();
  const send = (token: string, message: Message): boolean => {
    const take = listeners.get(token);
    const past = kept.get(token);
    past?.push(message);
    take?.(message);
    return take !== undefined || past !== undefined;
  };
  return {
    listen(token, take) {
      listeners.set(token, take);
      for (const message of kept.get(token) ?? []) take(message);
      return () => {
        if (listeners.get(token) === take) listeners.delete(token);
      };
    },
    keep: (token) => void kept.set(token, kept.get(token) ?? []),
    forget: (token) => void kept.delete(token),
    send,
    door: {
      matches: (_host, target) => custom.test(target) || target.startsWith(wait),
      async handle(request, response, body) {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        const token = custom.exec(pathname)?.[1] ?? searchParams.get('token') ?? '';
        const isLong = body.byteLength > longest;
        const message = isLong ? { Status: 'FAILED', Reason: undefined, isTooLong: true } : parse(body);
        const status = request.method !== 'PUT' ? 405 : !message ? 400 : listeners.has(token) || kept.has(token) ? 200 : 403;
        if (status === 200 && message) send(token, message);
        response.writeHead(status, { 'content-length': 0 }).end();
      },
    },
  };
}

function parse(body: Uint8Array): Message | undefined {
  try {
    const answer: unknown = JSON.parse(Buffer.from(body).toString());
    return isObject(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}
