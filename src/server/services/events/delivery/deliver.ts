/**
 * Sends an event that a rule has taken to the rule's targets. A target that cannot be reached for now is tried again, as its retry policy
 * says (eventbridge/latest/userguide/eb-rule-retry-policy.html); one that refuses is counted, and the event is lost to it.
 */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../wire/aws-error.ts';
import type { FunctionInvoker, LogSink, MetricSink, Tenant } from '../../ports.ts';
import { ruleArn, type StoredRule, type StoredTarget } from '../store.ts';
import { targetResource } from '../target-kind.ts';
import type { BusEvent } from './event.ts';
import { isJson, targetInput } from './input.ts';

export interface DeliveryDeps {
  readonly invoker: FunctionInvoker;
  readonly logSink: LogSink;
  readonly metricSink: MetricSink;
  /** For a target that is a bus. */
  readonly forward: (tenant: Tenant, busName: string, event: BusEvent, traceHeader: string | undefined) => Promise<void>;
  readonly log: (line: string) => void;
  readonly now: () => number;
}

/** An event, and the rule that takes it. */
export interface Matched {
  readonly tenant: Tenant;
  readonly rule: StoredRule;
  readonly event: BusEvent;
  readonly traceHeader: string | undefined;
  /** Has another bus sent it already? It goes no further then. */
  readonly forwarded: boolean;
}

export interface Delivery {
  /** Resolves once every target has the event, has refused it, or is to be tried again. Never rejects. */
  deliver(matched: Matched): Promise<void>;
  /** Nothing is tried again after this. */
  close(): void;
}

const retryDefaults = { attempts: 185, ageSeconds: 86_400 } as const;
/** Milliseconds: twice as long each time. */
const backoff = { first: 1_000, longest: 600_000 } as const;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const timers = new Set<NodeJS.Timeout>();
  const count = (tenant: Tenant, ruleName: string, metrics: readonly string[]): Promise<void> =>
    deps.metricSink.put(
      tenant,
      'AWS/Events',
      metrics.map((name) => ({ name, dimensions: [['RuleName', ruleName]], timestamp: deps.now(), unit: 'Count', values: [1] })),
    );

  const attempt = async (matched: Matched, target: StoredTarget, number: number, since: number): Promise<void> => {
    const { tenant, rule } = matched;
    try {
      await send(deps, matched, target);
      await count(tenant, rule.name, ['Invocations']);
    } catch (error) {
      const {
        MaximumRetryAttempts: attempts = retryDefaults.attempts,
        MaximumEventAgeInSeconds: age = retryDefaults.ageSeconds,
      } = target.RetryPolicy ?? {};
      const wait = Math.min(backoff.first * 2 ** (number - 1), backoff.longest);
      const again = isTemporary(error) && number <= attempts && deps.now() + wait - since <= age * 1_000;
      if (!again) {
        deps.log(
          `EventBridge rule ${rule.name} could not reach ${target.Arn}: ${error instanceof Error ? error.message : error}`,
        );
        await count(tenant, rule.name, ['FailedInvocations']).catch(() => undefined);
        return;
      }
      const timer = setTimeout(() => {
        timers.delete(timer);
        void attempt(matched, target, number + 1, since);
      }, wait);
      timer.unref();
      timers.add(timer);
    }
  };

  return {
    async deliver(matched) {
      const { tenant, rule } = matched;
      await count(tenant, rule.name, ['MatchedEvents', 'TriggeredRules']).catch(() => undefined);
      await Promise.all(rule.targets.map((target) => attempt(matched, target, 1, deps.now())));
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function isTemporary(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    (error.statusCode >= 500 || error.statusCode === 429 || error.code === 'ResourceConflictException')
  );
}

async function send(deps: DeliveryDeps, matched: Matched, target: StoredTarget): Promise<void> {
  const { tenant, rule, event, traceHeader } = matched;
  const arn = target.Arn ?? '';
  const resource = targetResource(arn);
  const source = ruleArn(tenant, rule);
  if (resource.kind === 'event bus') {
    // EventBridge sends an event on from one bus to another only once.
    if (!matched.forwarded) await deps.forward(resource, resource.name, event, traceHeader);
    return;
  }
  const ingestionTime = `${new Date(deps.now()).toISOString().slice(0, 19)}Z`;
  const input = targetInput(target, { event, ruleArn: source, ruleName: rule.name, ingestionTime });
  if (resource.kind === 'log group') {
    await deps.logSink.write(resource, resource.name, event.id, [{ timestamp: Math.floor(deps.now()), message: input }]);
    return;
  }
  if (!isJson(input)) throw new Error(`the input template makes no JSON: ${input.slice(0, 200)}`);
  // With a role of its own the target does not need the function's policy.
  if (target.RoleArn === undefined && !deps.invoker.allows(resource, arn, 'events.amazonaws.com', source))
    throw new Error(`the function's policy does not let events.amazonaws.com invoke it from ${source} (lambda add-permission)`);
  await deps.invoker.invoke({
    tenant: { account: resource.account, region: resource.region },
    functionName: arn,
    invocationType: 'Event',
    payload: Buffer.from(input),
    traceHeader,
    requestId: randomUUID(),
  });
}
