/**
 * Tells functions, and EventBridge, of objects that were made or removed, by the bucket's notification configuration.
 *
 * Who calls it: the operations that write, after they have.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
import { randomUUID } from 'node:crypto';
import type { LambdaFunctionConfiguration, NotificationConfiguration } from '@aws-sdk/client-s3';
import type { FunctionInvoker, ResultDestinations } from '../ports.ts';
import type { CallContext } from '../service.ts';
import { type Bucket, bucketArn } from './bucket.ts';
import { objectEvent } from './event-bridge.ts';

export interface ObjectEvent {
  /** `ObjectCreated:Put`, without the `s3:` of configurations. */
  readonly name: string;
  readonly key: string;
  readonly size?: number | undefined;
  readonly etag?: string | undefined;
  readonly versionId?: string | undefined;
}

/** Hands an event to an event bus. */
export type PutEvent = ResultDestinations['putEvent'];

/** Returns at once: the invocations are asynchronous, and a function that fails is no failure of the write. */
export type Notify = (bucket: Bucket, event: ObjectEvent, call: CallContext) => void;

export function createNotify(
  invoker: FunctionInvoker,
  putEvent: PutEvent | undefined,
  log: (line: string) => void,
  now: () => number,
): Notify {
  return (bucket, event, call) => {
    const configuration = bucket.configurations['notification'] as NotificationConfiguration | undefined;
    if (configuration?.EventBridgeConfiguration && putEvent) {
      const bus = `arn:aws:events:${bucket.region}:${bucket.account}:event-bus/default`;
      putEvent({ account: bucket.account, region: bucket.region }, bus, objectEvent(bucket, event, call, now())).catch(
        (cause: unknown) => log(`${bucket.name} could not tell EventBridge: ${String(cause)}`),
      );
    }
    for (const target of configuration?.LambdaFunctionConfigurations ?? []) {
      if (!matches(target, event)) continue;
      const functionName = target.LambdaFunctionArn ?? '';
      invoker
        .invoke({
          tenant: { account: bucket.account, region: bucket.region },
          functionName,
          invocationType: 'Event',
          payload: Buffer.from(JSON.stringify({ Records: [eventRecord(bucket, target, event, call, now())] })),
          requestId: randomUUID(),
        })
        .catch((cause: unknown) =>
          log(`${bucket.name} could not tell ${functionName}: ${cause instanceof Error ? cause.message : String(cause)}`),
        );
    }
  };
}

/** `s3:ObjectCreated:*` covers all of its kind; a configuration without filter rules covers all keys. */
export function matches(target: LambdaFunctionConfiguration, event: Pick<ObjectEvent, 'name' | 'key'>): boolean {
  const named = (target.Events ?? []).some((pattern) =>
    pattern.endsWith(':*') ? `s3:${event.name}`.startsWith(pattern.slice(0, -1)) : pattern === `s3:${event.name}`,
  );
  return (
    named &&
    (target.Filter?.Key?.FilterRules ?? []).every(({ Name, Value = '' }) =>
      Name?.toLowerCase() === 'suffix' ? event.key.endsWith(Value) : event.key.startsWith(Value),
    )
  );
}

function eventRecord(
  bucket: Bucket,
  target: LambdaFunctionConfiguration,
  event: ObjectEvent,
  call: CallContext,
  time: number,
): object {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date(time).toISOString(),
    eventName: event.name,
    userIdentity: { principalId: `AWS:${call.principal.userId}` },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': call.requestId, 'x-amz-id-2': call.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: target.Id,
      bucket: { name: bucket.name, ownerIdentity: { principalId: bucket.account }, arn: bucketArn(bucket.name) },
      object: {
        // As in a form: functions undo it with unquote_plus.
        key: encodeURIComponent(event.key).replace(/%20/g, '+').replace(/%2F/g, '/'),
        ...(event.size === undefined ? {} : { size: event.size }),
        ...(event.etag === undefined ? {} : { eTag: event.etag }),
        ...(event.versionId === undefined || event.versionId === 'null' ? {} : { versionId: event.versionId }),
        sequencer: time.toString(16).toUpperCase().padStart(16, '0'),
      },
    },
  };
}
