/** Tags of rules and event buses, as EventBridge has them. */
import type { Tag } from '@aws-sdk/client-eventbridge';
import type { Tenant } from '../ports.ts';
import { Constraints } from './constraints.ts';
import { invalid } from './errors.ts';
import { findBus, findRule } from './find.ts';
import { type EventsStore, ruleKey } from './store.ts';

export type Tags = Readonly<Record<string, string>>;

export function tagsOf(list: readonly Tag[] | undefined): Tags {
  const constraints = new Constraints();
  (list ?? []).forEach(({ Key, Value }, index) => {
    constraints.length(`tags.${index + 1}.member.key`, Key, 1, 128).length(`tags.${index + 1}.member.value`, Value, 0, 256);
  });
  constraints.check();
  return Object.fromEntries((list ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** What an ARN names, with its tags. @throws ResourceNotFoundException */
export function taggedResource(store: EventsStore, tenant: Tenant, arn: string): { readonly tags: Tags; put(tags: Tags): void } {
  const [, kind = '', path = ''] = /^arn:[^:]+:events:[^:]+:\d{12}:(rule|event-bus)\/(.+)$/.exec(arn) ?? [];
  if (kind === 'event-bus') {
    const { account, region, ...bus } = findBus(store, tenant, arn);
    return { tags: bus.tags, put: (tags) => store.buses.put({ account, region }, bus.name, { ...bus, tags }) };
  }
  if (kind === '') throw invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const slash = path.lastIndexOf('/');
  const rule = findRule(store, tenant, path.slice(slash + 1), slash < 0 ? undefined : path.slice(0, slash));
  return { tags: rule.tags, put: (tags) => store.rules.put(tenant, ruleKey(rule.busName, rule.name), { ...rule, tags }) };
}
