/** What every operation of Lambda's control plane is given: the store and the few ports it needs. Made once by `service.ts`. */
import type { Config } from '../../config.ts';
import type { InvokeRequest, InvokeResult, RoleAuthority, Tenant } from '../ports.ts';
import type { CodeStore } from './code/code-store.ts';
import type { FunctionCatalogue, FunctionVersion } from './function.ts';
import type { PublicLayers } from './layers/public-layers.ts';
import type { LambdaStore } from './store.ts';

/** The data plane, attached once it is built. */
export interface Execution {
  invoke(request: InvokeRequest): Promise<InvokeResult>;
  /** A version was written: what its runtime needs is installed. */
  prepare(version: FunctionVersion): void;
  /** Code or configuration changed, or the function is gone: idle environments end. */
  retire(functionArn: string): void;
}

/** An object of S3; undefined when there is none. */
export type ReadObject = (tenant: Tenant, bucket: string, key: string, version?: string) => Promise<Uint8Array | undefined>;

export interface LambdaControl {
  readonly store: LambdaStore;
  readonly code: CodeStore;
  readonly publicLayers: PublicLayers;
  readonly roles: RoleAuthority;
  readonly config: Config;
  readonly catalogue: FunctionCatalogue;
  readonly readObject: ReadObject | undefined;
  readonly hasBucket: (name: string) => boolean;
  /** `http://127.0.0.1:4566` */
  readonly apiUrl: () => string;
  /** Where the zip with this SHA-256 (hexadecimal) can be fetched. */
  readonly codeUrl: (sha256: string) => string;
  /** @throws ServiceException before the data plane is attached. */
  execution(): Execution;
}
