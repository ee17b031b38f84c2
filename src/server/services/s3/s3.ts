/** What S3's operations share. */
import type { Config } from '../../config.ts';
import type { ControlPlane } from '../../store/ports.ts';
import type { FunctionInvoker } from '../ports.ts';
import type { Blobs } from './blobs.ts';
import type { Buckets } from './bucket.ts';
import type { Uploads } from './multipart-upload.ts';
import type { Notify } from './notification.ts';
import type { Objects } from './object-record.ts';

export interface S3 {
  readonly config: Config;
  readonly controlPlane: ControlPlane;
  readonly buckets: Buckets;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly blobs: Blobs;
  readonly notify: Notify;
  readonly invoker: FunctionInvoker;
  readonly now: () => number;
}
