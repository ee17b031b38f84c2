/**
 * Where functions of custom resources answer: PUT `/_radiograph/custom-resource/TOKEN`. The token is the right to answer, as the
 * signature of AWS's presigned URL is.
 *
 * Who calls it: the API listener, and custom-resource.ts, which waits.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ResourceFailure } from '../stack/failure-reason.ts';
import { isObject } from '../template/template.ts';

export interface CustomResourceAnswers {
  /** @param milliseconds after which the resource has failed. @throws ResourceFailure then, or when `signal` ends the wait. */
  expect(token: string, milliseconds: number, signal: AbortSignal): Promise<Record<string, unknown>>;
  forget(token: string): void;
  /** The API listener's door. */
  readonly door: {
    matches(host: string, path: string): boolean;
    handle(request: IncomingMessage, response: ServerResponse, body: Uint8Array): Promise<void>;
  };
}

const path = /^\/_radiograph\/custom-resource\/([0-9a-f-]{36})$/;

export function customResourceAnswers(): CustomResourceAnswers {
  const expected = new Map<string, (answer: Record<string, unknown>) => void>();
  return {
    expect: (token, milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', stop);
          expected.delete(token);
        };
        const fail = (message: string): void => {
          end();
          reject(new ResourceFailure(message));
        };
        const stop = (): void => fail('Resource creation cancelled');
        const timer = setTimeout(
          () =>
            fail(
              'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.',
            ),
          milliseconds,
        ).unref();
        expected.set(token, (answer) => {
          end();
          resolve(answer);
        });
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
    forget: (token) => void expected.delete(token),
    door: {
      matches: (_host, target) => path.test(target),
      async handle(request, response, body) {
        const token = path.exec((request.url ?? '').split('?')[0] ?? '')?.[1] ?? '';
        const waiting = expected.get(token);
        const answer = parse(body);
        const status = request.method !== 'PUT' ? 405 : !waiting ? 403 : answer ? 200 : 400;
        if (status === 200 && answer) waiting?.(answer);
        response.writeHead(status, { 'content-length': 0 }).end();
      },
    },
  };
}

function parse(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const answer: unknown = JSON.parse(Buffer.from(body).toString());
    return isObject(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}
