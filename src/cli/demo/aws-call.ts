/**
 * A very small AWS client: enough of the REST and Query protocols for what the demo deploys and reads.
 *
 * Who calls it: `demo/`. The SDK is not a dependency of the program, only of its tests.
 */
import { type SigningKey, signRequest } from './sign.ts';

/** An answer of an AWS API that is not 2xx. `code` is AWS's: `ResourceNotFoundException`. */
export class AwsCallError extends Error {
  readonly code: string;
  constructor(operation: string, code: string, message: string) {
    super(`${operation} answered ${code}: ${message}`);
    this.code = code;
  }
}

export interface AwsCaller {
  /** REST with JSON. `body` undefined sends none. Returns the decoded answer, `{}` when it is empty. */
  rest(service: string, method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  /** AWS Query. Returns the XML as text. */
  query(service: string, version: string, action: string, parameters: Readonly<Record<string, string>>): Promise<string>;
}

export function createAwsCaller(options: { apiUrl: string; region: string; key: SigningKey }): AwsCaller {
  async function send(service: string, method: string, path: string, type: string, body: string): Promise<string> {
    const url = new URL(path, options.apiUrl);
    const unsigned: Record<string, string> = body === '' ? {} : { 'content-type': type };
    const headers = signRequest({ method, url, headers: unsigned, body }, { ...options, service, now: new Date() });
    const answer = await fetch(url, { method, headers, ...(body === '' ? {} : { body }) });
    const text = await answer.text();
    if (!answer.ok) throw failureOf(`${service} ${method} ${url.pathname}`, answer, text);
    return text;
  }
  return {
    async rest(service, method, path, body) {
      const text = await send(service, method, path, 'application/json', body === undefined ? '' : JSON.stringify(body));
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    },
    query(service, version, action, parameters) {
      const form = new URLSearchParams({ Action: action, Version: version, ...parameters }).toString();
      return send(service, 'POST', '/', 'application/x-www-form-urlencoded; charset=utf-8', form);
    },
  };
}

/** REST errors name themselves in a header, Query errors in the body. */
function failureOf(operation: string, answer: Response, text: string): AwsCallError {
  const code =
    answer.headers.get('x-amzn-errortype')?.split(':')[0] ?? /<Code>([^<]*)</.exec(text)?.[1] ?? `HTTP ${answer.status}`;
  const message = /<Message>([^<]*)</.exec(text)?.[1] ?? /"[Mm]essage"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
  return new AwsCallError(operation, code, message);
}
