/**
 * Fires the rules that have a schedule. When a rule is due is worked out from its expression and its anchor, so that a restart changes no
 * beat; what would have fired while the server was down is not made up for.
 */
import type { Tenant } from '../../ports.ts';
import type { Delivery } from '../delivery/deliver.ts';
import { newEvent } from '../delivery/event.ts';
import { type EventsStore, isEnabled, ruleArn, ruleKey, type StoredRule } from '../store.ts';
import { parseSchedule } from './expression.ts';

export interface Scheduler {
  /** Begins, with the rules that are stored. */
  start(): void;
  /** A rule was put, enabled or disabled. */
  changed(tenant: Tenant, rule: StoredRule): void;
  close(): Promise<void>;
}

/** A timer can wait no longer, in milliseconds. */
const longestWait = 3_600_000;

export function createScheduler(store: EventsStore, delivery: Delivery, now: () => number): Scheduler {
  interface Due {
    readonly tenant: Tenant;
    readonly key: string;
    readonly at: number;
  }
  const due = new Map<string, Due>();
  const firing = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let started = false;

  const plan = (tenant: Tenant, rule: StoredRule): void => {
    const key = ruleKey(rule.busName, rule.name);
    const id = `${tenant.account} ${tenant.region} ${key}`;
    const { scheduleExpression: text } = rule;
    const at = text === undefined || !isEnabled(rule) ? undefined : parseSchedule(text)?.next(rule.anchor, now());
    if (at === undefined) due.delete(id);
    else due.set(id, { tenant: { account: tenant.account, region: tenant.region }, key, at });
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (!started || due.size === 0) return;
    const next = Math.min(...[...due.values()].map(({ at }) => at));
    timer = setTimeout(tick, Math.min(Math.max(0, next - now()), longestWait));
    timer.unref();
  };
  const tick = (): void => {
    const time = now();
    for (const [id, { tenant, key, at }] of [...due]) {
      if (at > time) continue;
      due.delete(id);
      const rule = store.rules.get(tenant, key);
      if (!rule) continue;
      const fired = fire(tenant, rule, at).finally(() => firing.delete(fired));
      firing.add(fired);
      plan(tenant, rule);
    }
    wait();
  };
  const fire = (tenant: Tenant, rule: StoredRule, time: number): Promise<void> => {
    const resources = [ruleArn(tenant, rule)];
    const event = newEvent(tenant, { detailType: 'Scheduled Event', source: 'aws.events', time, resources, detail: {} });
    return delivery.deliver({ tenant, rule, event, traceHeader: undefined, forwarded: false });
  };

  return {
    start() {
      started = true;
      for (const { scope, value } of store.rules.all()) plan(scope, value);
      wait();
    },
    changed(tenant, rule) {
      plan(tenant, rule);
      wait();
    },
    async close() {
      started = false;
      clearTimeout(timer);
      await Promise.all(firing);
    },
  };
}
