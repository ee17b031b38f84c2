/**
 * An account's settings in one region: encryption, where segments go, how much of them is indexed. Kept in the control plane.
 *
 * Who calls it: the operations that get and set them. AWS pages: EncryptionConfig, UpdateTraceSegmentDestination, IndexingRule.
 */
import type { Collection } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import type { Records } from '../shared/shared-records.ts';

export interface XraySettings {
  readonly encryption: { readonly type: 'NONE' | 'KMS'; readonly keyId: string | null };
  readonly destination: 'XRay' | 'CloudWatchLogs';
  /** `modifiedAt`: epoch seconds. */
  readonly indexing: { readonly percentage: number; readonly modifiedAt: number };
}

const unchanged: XraySettings = {
  encryption: { type: 'NONE', keyId: null },
  destination: 'XRay',
  indexing: { percentage: 1, modifiedAt: 0 },
};

export class Settings {
  readonly #settings: Collection<Partial<XraySettings>>;

  constructor(records: Records) {
    this.#settings = records.collection('xray-settings');
  }

  get(tenant: Tenant): XraySettings {
    return { ...unchanged, ...this.#settings.get(tenant, 'settings') };
  }

  change(tenant: Tenant, changes: Partial<XraySettings>): void {
    this.#settings.put(tenant, 'settings', { ...this.#settings.get(tenant, 'settings'), ...changes });
  }
}
