/** PutEvents: answers once the targets of all matching rules have the events. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
import type {
  PutEventsCommandInput,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { newEvent } from '../delivery/event.ts';
import { invalid, notBuilt } from '../errors.ts';
import { busNamed } from '../find.ts';

/** Bytes of all entries of a call. */
const sizeLimit = 1_048_576;

export function putEvents({ bus, now }: EventsControl) {
  return async (input: PutEventsCommandInput, call: CallContext): Promise<PutEventsResponse> => {
    const given = input.Entries ?? [];
    const constraints = new Constraints().count('entries', given.map(shown), 1, 10);
    given.forEach((entry, index) => {
      const member = `entries.${index + 1}.member`;
      constraints.bus(`${member}.eventBusName`, entry.EventBusName).length(`${member}.traceHeader`, entry.TraceHeader, 1, 500);
    });
    constraints.check();
    if (input.EndpointId !== undefined) throw notBuilt('global endpoints (EndpointId)');
    if (given.reduce((total, entry) => total + sizeOf(entry), 0) > sizeLimit)
      throw invalid('Total size of the entries in the request is over the limit.');
    const Entries = await Promise.all(
      given.map(async (entry): Promise<PutEventsResultEntry> => {
        const fault = faultOf(entry);
        if (fault) return fault;
        const on = busNamed(call, entry.EventBusName);
        const event = newEvent(on, {
          detailType: entry.DetailType ?? '',
          source: entry.Source ?? '',
          time: entry.Time?.getTime() ?? now(),
          resources: entry.Resources ?? [],
          detail: JSON.parse(entry.Detail ?? '{}'),
        });
        await bus.accept(on, on.name, event, entry.TraceHeader ?? call.headers['x-amzn-trace-id']);
        return { EventId: event.id };
      }),
    );
    return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
  };
}

function faultOf(entry: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) {
      const ErrorMessage = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
      return { ErrorCode: 'InvalidArgument', ErrorMessage };
    }
  }
  if (entry.Source?.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  return isObject(entry.Detail ?? '') ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** An entry as EventBridge prints it in its message. */
function shown(entry: PutEventsRequestEntry): string {
  const { Time, Source, Resources, DetailType, Detail, EventBusName, TraceHeader } = entry;
  const members = {
    time: Time?.toISOString(),
    source: Source,
    resources: Resources && `[${Resources.join(', ')}]`,
    detailType: DetailType,
    detail: Detail,
    eventBusName: EventBusName,
    traceHeader: TraceHeader,
    kmsKeyIdentifier: undefined,
    internalMetadata: undefined,
  };
  return `PutEventsRequestEntry(${Object.entries(members)
    .map(([name, value]) => `${name}=${value ?? 'null'}`)
    .join(', ')})`;
}

/** As EventBridge counts it. */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((total, text) => total + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}
