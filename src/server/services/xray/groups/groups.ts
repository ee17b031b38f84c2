/**
 * The groups of every account and region, kept in the control plane. Every account has the group Default, which holds every trace and
 * is stored only once it has been changed.
 *
 * Who calls it: the group operations, and every operation that takes a group. AWS page: "Configuring groups" (xray-console-groups).
 */
import { randomBytes } from 'node:crypto';
import type { Collection } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import type { Records } from '../shared/shared-records.ts';
import type { Tags } from '../tags.ts';

export const DEFAULT_GROUP = 'Default';

export interface StoredGroup {
  readonly name: string;
  readonly arn: string;
  /** A filter expression that can be read; null for Default alone. */
  readonly filterExpression: string | null;
  readonly insights: { readonly InsightsEnabled: boolean; readonly NotificationsEnabled: boolean };
  readonly tags: Tags;
}

export class Groups {
  readonly #groups: Collection<StoredGroup>;

  constructor(records: Records) {
    this.#groups = records.collection('xray-group');
  }

  find(tenant: Tenant, name: string): StoredGroup | undefined {
    return this.#groups.get(tenant, name) ?? (name === DEFAULT_GROUP ? unchangedDefault(tenant) : undefined);
  }

  /** A group that was made again has another ARN, so an ARN of an earlier one finds nothing. */
  findByArn(tenant: Tenant, arn: string): StoredGroup | undefined {
    const group = this.find(tenant, arn.split(':').at(-1)?.split('/')[1] ?? '');
    return group?.arn === arn ? group : undefined;
  }

  /** Default first, then by name. */
  list(tenant: Tenant): readonly StoredGroup[] {
    const stored = this.#groups.list(tenant).map(({ value }) => value);
    const own = stored.filter(({ name }) => name !== DEFAULT_GROUP);
    return [stored.find(({ name }) => name === DEFAULT_GROUP) ?? unchangedDefault(tenant), ...own];
  }

  put(tenant: Tenant, group: StoredGroup): StoredGroup {
    this.#groups.put(tenant, group.name, group);
    return group;
  }

  delete(tenant: Tenant, name: string): void {
    this.#groups.delete(tenant, name);
  }
}

/** Ends with 52 letters and digits that tell it from an earlier group of the same name. */
export function newGroupArn(tenant: Tenant, name: string): string {
  return `${groupArn(tenant, name)}/${base32(randomBytes(32)).slice(0, 52)}`;
}

function unchangedDefault(tenant: Tenant): StoredGroup {
  return {
    name: DEFAULT_GROUP,
    arn: groupArn(tenant, DEFAULT_GROUP),
    filterExpression: null,
    insights: { InsightsEnabled: false, NotificationsEnabled: false },
    tags: {},
  };
}

function groupArn({ account, region }: Tenant, name: string): string {
  return `arn:aws:xray:${region}:${account}:group/${name}`;
}

/** RFC 4648, without padding. */
function base32(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}
