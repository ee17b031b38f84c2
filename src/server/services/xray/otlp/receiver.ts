/**
 * The doors through which spans come in: OTLP over HTTP, over gRPC and in datagrams, from outside and inside a function's environment.
 *
 * Who calls it: the X-Ray `service.ts` makes it; `main.ts` opens the doors.
 */
import type { IncomingMessage, RequestListener } from 'node:http';
import { StoreOverloaded } from '../../../store/ports.ts';
import type { SegmentSink, SentDocument, Tenant } from '../../ports.ts';
import { throttled } from '../errors.ts';
import type { IndexedAttributes } from './annotations.ts';
import { createGrpc, type GrpcListener, type GrpcServer, listenGrpc, type TakeSpans } from './grpc.ts';
import { type OtlpDoor, otlpHttp } from './http.ts';
import { type Encoding, readSpans } from './pipeline.ts';

export interface OutsideDoor extends Pick<OtlpDoor, 'refusal' | 'corsOrigins'> {
  /** Whose spans they are. @throws AwsError when the request is signed, and wrongly. */
  readonly tenantOf: (request: IncomingMessage, body: Uint8Array) => Tenant;
}

/** Keeps documents until the invocation ends in which they were made. */
export interface Holding {
  /** @param bytes what they weigh. @returns false when too much is held already. */
  readonly hold: (documents: readonly SentDocument[], bytes: number) => boolean;
  /** Is it an Invocation subsegment of this environment? */
  readonly isInvocation: (spanId: string) => boolean;
}

export interface OtlpCounts {
  readonly requests: number;
  readonly spans: number;
  /** Spans that could not become documents. */
  readonly rejected: number;
}

export interface OtlpReceiver {
  http(door: OutsideDoor): RequestListener;
  /** Opens a listener for the same over gRPC, which is never signed. @throws an error with code EADDRINUSE. */
  listenGrpc(options: { readonly host: string; readonly port: number; readonly tenant: Tenant }): Promise<GrpcListener>;
  /** Over HTTP inside a function's environment. */
  held(holding: Holding): RequestListener;
  heldGrpc(holding: Holding): GrpcServer;
  /** @param request an ExportTraceServiceRequest that came in a datagram. Undefined when it is none. */
  datagram(request: Uint8Array, isInvocation?: (spanId: string) => boolean): readonly SentDocument[] | undefined;
  counts(): OtlpCounts;
}

/** A collector sends thousands of spans at once; others must not wait until all are rows. */
const MOST_AT_ONCE = 2_000;

/**
 * One batch, hence one revision of each trace, unless there are very many. What waits for the disk holds no document: dozens of requests
 * wait at any time, and what they hold is copied by each collection of garbage.
 */
function store(sink: SegmentSink, tenant: Tenant, documents: readonly SentDocument[]): Promise<unknown> {
  if (documents.length === 0) return Promise.resolve();
  const stored = documents.length > MOST_AT_ONCE ? storeInPortions(sink, tenant, documents) : sink.accept(tenant, documents);
  return stored.catch((error: unknown) => {
    throw error instanceof StoreOverloaded ? throttled() : error;
  });
}

async function storeInPortions(sink: SegmentSink, tenant: Tenant, documents: readonly SentDocument[]): Promise<unknown> {
  const writing: Promise<unknown>[] = [];
  for (let from = 0; from < documents.length; from += MOST_AT_ONCE) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve));
    const write = sink.accept(tenant, documents.slice(from, from + MOST_AT_ONCE));
    write.catch(() => undefined); // Heard of below.
    writing.push(write);
  }
  return Promise.all(writing);
}

export function createOtlpReceiver(sink: SegmentSink, indexed: IndexedAttributes): OtlpReceiver {
  const counts = { requests: 0, spans: 0, rejected: 0 };
  const read = (body: Uint8Array, encoding: Encoding, isInvocation?: (spanId: string) => boolean) => {
    const spans = readSpans(body, encoding, { indexed, isInvocation });
    counts.requests++;
    counts.spans += spans.accepted;
    counts.rejected += spans.rejected;
    return spans;
  };
  const readAndStore = (tenant: Tenant, body: Uint8Array, encoding: Encoding): ReturnType<TakeSpans> => {
    const { documents, rejected, message } = read(body, encoding);
    return store(sink, tenant, documents).then(() => ({ rejected, message }));
  };
  const takeHeld =
    ({ hold, isInvocation }: Holding): TakeSpans =>
    async ({ body, encoding }) => {
      const { documents, rejected, message } = read(body, encoding, isInvocation);
      if (!hold(documents, body.length)) throw throttled();
      return { rejected, message };
    };
  return {
    http: ({ tenantOf, ...door }) =>
      otlpHttp({
        ...door,
        take({ request, sent, body, encoding }) {
          const tenant = tenantOf(request, sent);
          return readAndStore(tenant, body, encoding);
        },
      }),
    listenGrpc: ({ host, port, tenant }) => {
      const take: TakeSpans = ({ body, encoding }) => readAndStore(tenant, body, encoding);
      return listenGrpc(take, { host, port });
    },
    held: (holding) => otlpHttp({ take: takeHeld(holding) }),
    heldGrpc: (holding) => createGrpc(takeHeld(holding)),
    datagram(request, isInvocation) {
      try {
        return read(request, 'protobuf', isInvocation).documents;
      } catch {
        return undefined;
      }
    },
    counts: () => ({ ...counts }),
  };
}

const OTLP_PATH = /^\/v1(development)?\/(traces|logs|metrics|profiles)(\?|$)/;

/** Is it one for a door of OTLP? So that the API's own port can have one. */
export function isOtlpRequest({ method, url }: IncomingMessage): boolean {
  return (method === 'POST' || method === 'OPTIONS') && OTLP_PATH.test(url ?? '');
}
