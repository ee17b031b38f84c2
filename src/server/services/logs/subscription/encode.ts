/**
 * The event that a subscribed function gets: `{"awslogs":{"data":"BASE64 OF GZIP OF JSON"}}`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface SubscribedEvent {
  /** 56 digits. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
  /** By the names in a fields pattern. */
  readonly extractedFields?: Readonly<Record<string, string>> | undefined;
}

export interface DataMessage {
  /** 12 digits. */
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly filterName: string;
  readonly events: readonly SubscribedEvent[];
}

/** Bytes of the whole event: what Lambda takes of an asynchronous invocation by everyone's limits. */
const largestPayload = 256 * 1024;

const compress = promisify(gzip);

/** One payload, or several when the events do not fit into one. A single event is never cut, however large it is. */
export async function encodeDataMessage(message: DataMessage): Promise<Uint8Array[]> {
  const { owner, logGroup, logStream, filterName, events } = message;
  const json = { messageType: 'DATA_MESSAGE', owner, logGroup, logStream, subscriptionFilters: [filterName], logEvents: events };
  const data = (await compress(JSON.stringify(json))).toString('base64');
  const payload = Buffer.from(JSON.stringify({ awslogs: { data } }));
  if (payload.byteLength <= largestPayload || events.length < 2) return [payload];
  const middle = Math.ceil(events.length / 2);
  const halves = [events.slice(0, middle), events.slice(middle)];
  return (await Promise.all(halves.map((half) => encodeDataMessage({ ...message, events: half })))).flat();
}
