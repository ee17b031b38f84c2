/** S3 over a store of its own, without a server. Who uses it: the unit tests of S3. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from '../../src/server/config.ts';
import { createS3 } from '../../src/server/services/s3/service.ts';
import { accountCall, type CallContext, type Operation } from '../../src/server/services/service.ts';
import { openControlPlane } from '../../src/server/store/control-plane.ts';

const tenant = { account: '123456789012', region: 'us-east-1' };

export interface S3Store {
  readonly directory: string;
  readonly tenant: typeof tenant;
  /** @param context in place of what a call has otherwise. */
  call<Output = object>(operation: string, input: object, context?: Partial<CallContext>): Promise<Output>;
  readObject(bucket: string, key: string): Promise<string | undefined>;
  /** The body as the front door hands it over, with the headers that came with it. */
  body(text: string, headers?: Readonly<Record<string, string>>): Promise<object>;
  /** The same data, as after a restart. */
  reopened(): S3Store;
  close(): Promise<void>;
}

export function openS3Store(): S3Store {
  const directory = mkdtempSync(join(tmpdir(), 'radiograph-s3-'));
  const controlPlane = openControlPlane(join(directory, 'control'));
  const open = (): S3Store => {
    const s3 = createS3({
      controlPlane,
      config: resolveConfig({}, {}),
      dataDir: directory,
      invoker: { invoke: () => Promise.reject(new Error('no function')), allows: () => false },
    });
    return {
      directory,
      tenant,
      call: async <Output>(name: string, input: object, context: Partial<CallContext> = {}) =>
        (await (s3.service.operations[name] as Operation<object>)(input, accountCall({ ...tenant, ...context }))) as Output,
      async readObject(bucket, key) {
        const bytes = await s3.readObject(tenant, bucket, key);
        return bytes && Buffer.from(bytes).toString();
      },
      body: (text, headers = {}) => s3.receiveBody(chunks(text), headers),
      reopened: open,
      async close() {
        await controlPlane.close();
        rmSync(directory, { recursive: true });
      },
    };
  };
  return open();
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
