/**
 * X-Ray over a store of its own, without a server: the real engine, in a directory that goes with it.
 *
 * Who calls it: tests of src/server/services/xray.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from '../../src/server/config.ts';
import { createXray, type Xray } from '../../src/server/services/xray/service.ts';
import { openStore, type Store } from '../../src/server/store/store.ts';

export interface XrayStore {
  readonly store: Store;
  readonly xray: Xray;
  close(): Promise<void>;
}

export async function openXrayStore(): Promise<XrayStore> {
  const directory = await mkdtemp(join(tmpdir(), 'radiograph-xray-'));
  const store = await openStore({ dataDir: directory });
  const { clickhouse, ingestLog, controlPlane } = store;
  const xray = createXray({ clickhouse, ingestLog, controlPlane, config: resolveConfig({}, {}) });
  await store.start();
  await xray.start();
  return {
    store,
    xray,
    async close() {
      await xray.close();
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
