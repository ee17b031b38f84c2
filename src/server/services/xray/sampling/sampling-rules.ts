/**
 * The sampling rules of every account and region, kept in the control plane.
 *
 * Who calls it: the sampling operations and `stage-sampler.ts`. Every account has the rule Default, which is stored only once it has
 * been changed.
 */
import { byPriority, DEFAULT_RULE, defaultSamplingRule, type SamplingRule } from '../../../../model/sampling-rule.ts';
import type { Collection } from '../../../store/ports.ts';
import type { Tenant } from '../../ports.ts';
import type { Records } from '../shared/shared-records.ts';
import type { Tags } from '../tags.ts';

export interface StoredSamplingRule {
  readonly rule: SamplingRule;
  /** Epoch seconds, whole ones, as AWS prints them. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly tags: Tags;
}

export class SamplingRules {
  readonly #rules: Collection<StoredSamplingRule>;
  /** By an id that never changes: epoch seconds of the last change. */
  readonly #changes: Collection<number>;
  readonly #records: Records;
  readonly #now: () => number;
  /** By account and region: asked for every request to a traced stage. */
  readonly #ordered = new Map<string, readonly SamplingRule[]>();

  /** @param now epoch milliseconds. */
  constructor(records: Records, now: () => number) {
    this.#records = records;
    this.#rules = records.collection('xray-sampling-rule');
    this.#changes = records.collection('xray-sampling-change');
    this.#now = now;
  }

  find(tenant: Tenant, name: string): StoredSamplingRule | undefined {
    return this.#rules.get(tenant, name) ?? (name === DEFAULT_RULE ? unchangedDefault(tenant) : undefined);
  }

  /** By name, Default last: AWS's order in answers, which is not the order in which rules are asked. */
  list(tenant: Tenant): readonly StoredSamplingRule[] {
    const stored = this.#rules.list(tenant).map(({ value }) => value);
    const own = stored.filter(({ rule }) => rule.RuleName !== DEFAULT_RULE);
    return [...own, stored.find(({ rule }) => rule.RuleName === DEFAULT_RULE) ?? unchangedDefault(tenant)];
  }

  /** In the order in which they are asked; the last one matches everything. */
  inOrder(tenant: Tenant): readonly SamplingRule[] {
    const key = keyOf(tenant);
    let rules = this.#ordered.get(key);
    if (rules === undefined) {
      rules = this.list(tenant)
        .map(({ rule }) => rule)
        .sort(byPriority);
      this.#ordered.set(key, rules);
    }
    return rules;
  }

  /** Rules have changed without this object's doing. */
  forgetOrder(): void {
    this.#ordered.clear();
  }

  /** Keeps a rule as of now. */
  put(tenant: Tenant, rule: SamplingRule, previous: Pick<StoredSamplingRule, 'createdAt' | 'tags'> | { readonly tags: Tags }) {
    const modifiedAt = Math.floor(this.#now() / 1000);
    const stored: StoredSamplingRule = {
      rule,
      createdAt: 'createdAt' in previous ? previous.createdAt : modifiedAt,
      modifiedAt,
      tags: previous.tags,
    };
    this.#change(tenant, () => this.#rules.put(tenant, rule.RuleName, stored));
    return stored;
  }

  /** Tags are no change of the rule. */
  putTags(tenant: Tenant, stored: StoredSamplingRule, tags: Tags): void {
    this.#rules.put(tenant, stored.rule.RuleName, { ...stored, tags });
  }

  delete(tenant: Tenant, name: string): void {
    this.#change(tenant, () => this.#rules.delete(tenant, name));
  }

  /**
   * Epoch seconds of the last change of any rule; 0 when there was none. Rounded up: a client compares it with the whole second in
   * which it fetched the rules, and must not miss a change later in that second.
   */
  lastChange(tenant: Tenant): number {
    return this.#changes.get(tenant, 'last') ?? 0;
  }

  #change(tenant: Tenant, write: () => void): void {
    this.#records.transaction(() => {
      write();
      this.#changes.put(tenant, 'last', Math.max(Math.ceil(this.#now() / 1000), this.lastChange(tenant)));
    });
    this.#ordered.delete(keyOf(tenant));
  }
}

/** AWS prints the Default rule as made and changed at the epoch. */
function unchangedDefault({ account, region }: Tenant): StoredSamplingRule {
  return { rule: defaultSamplingRule(account, region), createdAt: 0, modifiedAt: 0, tags: {} };
}

function keyOf({ account, region }: Tenant): string {
  return `${account} ${region}`;
}
