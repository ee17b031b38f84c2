/**
 * Calls the public AWS operations through the console's own origin: `POST /_console/aws/{service}/{Operation}`, same JSON, same errors.
 * Used by every page's queries. The token comes with the page (server/console/login.ts says why it is not a cookie).
 */
export class CallError extends Error {
  /** AWS's error code, or `Offline` when no answer came. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'CallError';
    this.code = code;
    this.status = status;
  }
}

const token = document.querySelector('meta[name="radiograph-token"]')?.getAttribute('content') ?? '';

/** @throws CallError; a DOMException named AbortError when `signal` aborts. */
export async function callAws<Output>(service: string, operation: string, input: object, signal?: AbortSignal): Promise<Output> {
  const response = await post(`/_console/aws/${service}/${operation}`, input, signal);
  return (await response.json()) as Output;
}

/** @throws CallError for any answer but 2xx. */
export async function post(path: string, input: object, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-radiograph-token': token },
    body: JSON.stringify(input),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new CallError('Offline', 'The server does not answer.', 0);
  });
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as { code?: string; message?: string };
  throw new CallError(body.code ?? `HTTP ${response.status}`, body.message ?? response.statusText, response.status);
}
