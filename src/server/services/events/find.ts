/** The bus or rule that a call names, or AWS's error. */
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { busNotFound, ruleNotFound } from './errors.ts';
import { type EventsStore, ruleKey, type StoredBus, type StoredRule } from './store.ts';

/** `default`, a name or an ARN, as its name and whose it is. */
export function busNamed(tenant: Tenant, text: string | undefined): Tenant & { readonly name: string } {
  new Constraints().bus('eventBusName', text).check();
  const [, region, account, name] = /^arn:[^:]+:events:([^:]+):(\d{12}):event-bus\/(.+)$/.exec(text ?? '') ?? [];
  if (region !== undefined && account !== undefined && name !== undefined) return { region, account, name };
  return { region: tenant.region, account: tenant.account, name: text ?? 'default' };
}

/** @throws ResourceNotFoundException */
export function findBus(store: EventsStore, tenant: Tenant, text: string | undefined): Tenant & StoredBus {
  const named = busNamed(tenant, text);
  const bus = store.buses.get(named, named.name);
  const implied = { description: undefined, creationTime: undefined, tags: {} };
  if (!bus && named.name !== 'default') throw busNotFound(named.name);
  return { ...implied, ...bus, ...named };
}

/** @throws ResourceNotFoundException for the bus, then for the rule. */
export function findRule(store: EventsStore, tenant: Tenant, name: string, busText: string | undefined): StoredRule {
  new Constraints().name('name', name).check();
  const bus = findBus(store, tenant, busText);
  const rule = store.rules.get(bus, ruleKey(bus.name, name));
  if (!rule) throw ruleNotFound(name, bus.name);
  return rule;
}

export function rulesOf(store: EventsStore, tenant: Tenant, busName: string, prefix = ''): readonly StoredRule[] {
  return store.rules.list(tenant, ruleKey(busName, prefix)).map(({ value }) => value);
}
