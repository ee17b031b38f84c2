/** `Events` of a function, by type. Who calls it: resources/function.ts. What has no service here is refused by name. */
import { InvalidEvent, InvalidResource } from '../errors.ts';
import { mapProperty, type SamResource, type Translation } from '../translation.ts';
import { type Fields, isMap } from '../values.ts';
import { translateApiEvent } from './api.ts';
import { translateLogsEvent } from './cloud-watch-logs.ts';
import { translateHttpApiEvent } from './http-api.ts';
import { translateRuleEvent } from './rule.ts';
import { translateS3Event } from './s3.ts';
import { translateScheduleEvent } from './schedule.ts';

export interface FunctionEvent {
  readonly id: string;
  readonly type: string;
  readonly properties: Fields;
  readonly resource: SamResource;
  /** The alias that is called instead of the function, when there is one. */
  readonly aliasId: string | undefined;
}

/** One of a function's events, with what translates its type. */
export interface GivenEvent {
  readonly id: string;
  readonly type: string;
  readonly properties: Fields;
  readonly translate: TranslateEvent;
}

type TranslateEvent = (translation: Translation, event: FunctionEvent) => void;

const ruleProperties = [
  ...['EventBusName', 'RuleName', 'Pattern', 'DeadLetterConfig', 'RetryPolicy', 'Input', 'InputPath', 'InputTransformer'],
  ...['Target', 'Enabled', 'State'],
];

interface EventType {
  readonly known: readonly string[];
  /** What is looked for by name. */
  readonly required?: readonly string[];
  readonly translate: TranslateEvent;
}

const eventTypes: Readonly<Record<string, EventType>> = {
  Api: {
    known: [
      'Path',
      'Method',
      'RestApiId',
      'Auth',
      'RequestModel',
      'RequestParameters',
      'TimeoutInMillis',
      'ResponseTransferMode',
    ],
    required: ['Path', 'Method'],
    translate: translateApiEvent,
  },
  HttpApi: {
    known: ['Path', 'Method', 'ApiId', 'Auth', 'TimeoutInMillis', 'RouteSettings', 'PayloadFormatVersion'],
    translate: translateHttpApiEvent,
  },
  Schedule: {
    known: ['Schedule', 'Name', 'Description', 'Enabled', 'State', 'Input', 'DeadLetterConfig', 'RetryPolicy', 'RoleArn'],
    translate: translateScheduleEvent,
  },
  EventBridgeRule: { known: ruleProperties, translate: translateRuleEvent },
  CloudWatchEvent: { known: ruleProperties, translate: translateRuleEvent },
  S3: { known: ['Bucket', 'Events', 'Filter'], translate: translateS3Event },
  CloudWatchLogs: { known: ['LogGroupName', 'FilterPattern'], translate: translateLogsEvent },
};

/** Types that SAM has and that call for services which are not here. */
const refusedTypes = new Set([
  'SQS',
  'SNS',
  'Kinesis',
  'DynamoDB',
  'MSK',
  'MQ',
  'SelfManagedKafka',
  'DocumentDB',
  'ScheduleV2',
  'IoTRule',
  'AlexaSkill',
  'Cognito',
]);

/** Types and properties by name: what AWS looks at before the function itself. @throws InvalidResource. */
export function eventsOf(resource: SamResource): readonly GivenEvent[] {
  return Object.entries(mapProperty(resource, 'Events') ?? {}).map(([id, event]) =>
    ofResource(resource, () => eventOf(resource, id, event)),
  );
}

export function translateEvents(
  translation: Translation,
  resource: SamResource,
  events: readonly GivenEvent[],
  aliasId: string | undefined,
): void {
  for (const { id, type, properties, translate } of events)
    ofResource(resource, () => translate(translation, { id, type, properties, resource, aliasId }));
}

function ofResource<Result>({ logicalId }: SamResource, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidEvent) throw new InvalidResource(logicalId, error.message);
    throw error;
  }
}

function eventOf(resource: SamResource, id: string, event: unknown): GivenEvent {
  // As AWS words an event without anything.
  if (event === null) throw new InvalidEvent(id, "'NoneType' object has no attribute 'get'");
  const type = isMap(event) ? event['Type'] : undefined;
  if (typeof type === 'string' && refusedTypes.has(type))
    throw new InvalidEvent(
      id,
      `Events of type ${type} are not supported by Radiograph. It has ${Object.keys(eventTypes).join(', ')}.`,
    );
  const found = typeof type === 'string' && Object.hasOwn(eventTypes, type) ? eventTypes[type] : undefined;
  if (!found || !isMap(event))
    throw new InvalidEvent(id, `Resource dict has missing or invalid value for key Type. Event Type is: ${type ?? 'None'}.`);
  const properties = event['Properties'] ?? {};
  if (!isMap(properties)) throw new InvalidResource(resource.logicalId + id, 'Properties of a resource must be an object.');
  const unknown = Object.keys(properties).find((name) => !found.known.includes(name));
  if (unknown !== undefined)
    throw new InvalidResource(resource.logicalId + id, `property ${unknown} not defined for resource of type ${type}`);
  const missing = found.required?.find((name) => properties[name] === undefined || properties[name] === null);
  if (missing !== undefined) throw new InvalidResource(resource.logicalId + id, `Missing required property '${missing}'.`);
  return { id, type: String(type), properties, translate: found.translate };
}

/** @throws InvalidResource as AWS words a missing property of an event. */
export function requireProperty(event: FunctionEvent, name: string): unknown {
  const value = event.properties[name];
  if (value === undefined || value === null)
    throw new InvalidResource(event.resource.logicalId + event.id, `Missing required property '${name}'.`);
  return value;
}
