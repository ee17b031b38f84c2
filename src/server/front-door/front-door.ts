/** What the front door knows: the models, the services built on them, who may call, and its counters. */
import type { Config } from '../config.ts';
import type { CredentialDirectory, Tenant } from '../services/ports.ts';
import type { Service } from '../services/service.ts';
import type { ControlPlane } from '../store/ports.ts';
import type { BodyReceiver } from '../wire/http.ts';
import type { Router } from '../wire/router.ts';

export interface FrontDoor {
  readonly config: Config;
  readonly router: Router;
  readonly services: ReadonlyMap<string, Service>;
  readonly credentials: CredentialDirectory;
  readonly controlPlane: ControlPlane;
  /** Hot routes that do without the schema codecs, by `service:Operation`: JSON bytes in, JSON bytes out. */
  readonly fastPaths: ReadonlyMap<string, (tenant: Tenant, body: Uint8Array) => Promise<Uint8Array>>;
  /** Services whose streamed bodies are never kept in memory, by id. */
  readonly bodyReceivers?: ReadonlyMap<string, BodyReceiver> | undefined;
  /** Names, beside loopback and AWS's own, that a Host header may have. */
  readonly hostNames: ReadonlySet<string>;
  readonly counters: FrontDoorCounters;
  /** Receives what no client may see. */
  readonly log: (line: string) => void;
}

export interface FrontDoorCounters {
  calls: number;
  errors: number;
  /** Calls of operations that are in AWS's model but not built here, by `service:Operation`. */
  readonly unsupported: Map<string, number>;
}
