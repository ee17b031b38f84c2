/**
 * EventBridge: event buses, rules with patterns and schedules, and their targets.
 *
 * Who calls it: `services/index.ts`. https://docs.aws.amazon.com/eventbridge/latest/APIReference/Welcome.html
 */
import type { ControlPlane } from '../../store/ports.ts';
import type { FunctionInvoker, LogSink, MetricSink, ResultDestinations } from '../ports.ts';
import type { Service } from '../service.ts';
import type { EventsControl } from './control.ts';
import { createEventBus as createBus } from './delivery/bus.ts';
import { newEvent } from './delivery/event.ts';
import { busNotFound } from './errors.ts';
import { busNamed } from './find.ts';
import { createEventBus } from './operations/create-event-bus.ts';
import { deleteEventBus } from './operations/delete-event-bus.ts';
import { deleteRule } from './operations/delete-rule.ts';
import { describeEventBus } from './operations/describe-event-bus.ts';
import { describeRule } from './operations/describe-rule.ts';
import { disableRule } from './operations/disable-rule.ts';
import { enableRule } from './operations/enable-rule.ts';
import { listEventBuses } from './operations/list-event-buses.ts';
import { listRuleNamesByTarget } from './operations/list-rule-names-by-target.ts';
import { listRules } from './operations/list-rules.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTargetsByRule } from './operations/list-targets-by-rule.ts';
import { putEvents } from './operations/put-events.ts';
import { putRule } from './operations/put-rule.ts';
import { putTargets } from './operations/put-targets.ts';
import { removeTargets } from './operations/remove-targets.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testEventPattern } from './operations/test-event-pattern.ts';
import { untagResource } from './operations/untag-resource.ts';
import { createScheduler } from './schedule/scheduler.ts';
import { openEventsStore } from './store.ts';

export interface EventsDeps {
  readonly controlPlane: ControlPlane;
  readonly invoker: FunctionInvoker;
  readonly logSink: LogSink;
  readonly metricSink: MetricSink;
  readonly log: (line: string) => void;
  readonly now?: (() => number) | undefined;
}

export interface Events {
  readonly service: Service;
  /** For Lambda's destinations. Rejects when there is no such bus. */
  readonly putEvent: ResultDestinations['putEvent'];
  /** Schedules fire from now on. */
  start(): void;
  close(): Promise<void>;
}

export function createEvents({ now = Date.now, ...deps }: EventsDeps): Events {
  const store = openEventsStore(deps.controlPlane);
  const bus = createBus(store, { ...deps, now });
  const scheduler = createScheduler(store, bus.delivery, now);
  return {
    service: { id: 'events', operations: operations({ store, bus, scheduler, now }) },
    async putEvent(tenant, eventBusArn, { traceHeader, ...given }) {
      const on = busNamed(tenant, eventBusArn);
      if (on.name !== 'default' && !store.buses.get(on, on.name)) throw busNotFound(on.name);
      await bus.accept(on, on.name, newEvent(on, { ...given, time: now() }), traceHeader);
    },
    start: () => scheduler.start(),
    async close() {
      await scheduler.close();
      bus.delivery.close();
    },
  };
}

function operations(control: EventsControl): Service['operations'] {
  return {
    CreateEventBus: createEventBus(control),
    DeleteEventBus: deleteEventBus(control),
    DeleteRule: deleteRule(control),
    DescribeEventBus: describeEventBus(control),
    DescribeRule: describeRule(control),
    DisableRule: disableRule(control),
    EnableRule: enableRule(control),
    ListEventBuses: listEventBuses(control),
    ListRuleNamesByTarget: listRuleNamesByTarget(control),
    ListRules: listRules(control),
    ListTagsForResource: listTagsForResource(control),
    ListTargetsByRule: listTargetsByRule(control),
    PutEvents: putEvents(control),
    PutRule: putRule(control),
    PutTargets: putTargets(control),
    RemoveTargets: removeTargets(control),
    TagResource: tagResource(control),
    TestEventPattern: testEventPattern(control),
    UntagResource: untagResource(control),
  };
}
