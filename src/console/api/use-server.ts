/** What the server says of itself: where clients reach it, and whether functions are isolated. Used by the frame, the help and empty pages. */
import { useQuery } from '@tanstack/react-query';
import { post } from './call.ts';

/** The members of `/_radiograph/health` that the pages show; any may be absent. */
export interface ServerSummary {
  readonly version?: string | undefined;
  /** `http://127.0.0.1:4566`. */
  readonly apiUrl?: string | undefined;
  readonly region?: string | undefined;
  readonly accountId?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly ports?: Readonly<Partial<Record<'xrayUdp' | 'xrayTcp' | 'otlpHttp' | 'otlpGrpc', number>>> | undefined;
  readonly sandbox?:
    | { readonly kind?: string | undefined; readonly limits?: string | undefined; readonly notice?: string | undefined }
    | undefined;
  readonly warnings?: readonly string[] | undefined;
}

/** Undefined until it has answered. It changes with a restart only, and a restart loads the page anew. */
export function useServer(): ServerSummary | undefined {
  const { data } = useQuery({
    queryKey: ['summary'],
    queryFn: async ({ signal }) => (await (await post('/_console/v1/summary', {}, signal)).json()) as ServerSummary,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

/** Why functions are not isolated and how that is changed; undefined when they are. */
export function notIsolated(server: ServerSummary | undefined): string | undefined {
  if (server?.sandbox?.kind !== 'none') return undefined;
  return server.sandbox.notice ?? 'Functions are not isolated: they run as plain processes of this machine.';
}
