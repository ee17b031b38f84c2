/**
 * Events of objects for EventBridge, which every bucket sends that is configured to (AmazonS3/latest/userguide/EventBridge.html,
 * ev-events.html). Called by notification.ts.
 */
import type { ServiceEvent } from '../ports.ts';
import type { CallContext } from '../service.ts';
import { type Bucket, bucketArn } from './bucket.ts';
import type { ObjectEvent } from './notification.ts';

/** `DeleteMarkerCreated` is told by the type of the deletion, not by its reason. */
const reasons: Readonly<Record<string, string>> = {
  Put: 'PutObject',
  Copy: 'CopyObject',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
  Delete: 'DeleteObject',
  DeleteMarkerCreated: 'DeleteObject',
};

/** @param time epoch milliseconds. */
export function objectEvent(bucket: Bucket, event: ObjectEvent, call: CallContext, time: number): ServiceEvent {
  const [kind, what = ''] = event.name.split(':');
  const created = kind === 'ObjectCreated';
  const marker = what === 'DeleteMarkerCreated';
  return {
    source: 'aws.s3',
    detailType: created ? 'Object Created' : 'Object Deleted',
    resources: [bucketArn(bucket.name)],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: {
        // As it is, unlike in a notification.
        key: event.key,
        ...(event.size !== undefined && { size: event.size }),
        ...(event.etag !== undefined && { etag: event.etag }),
        ...(event.versionId !== undefined && event.versionId !== 'null' && { 'version-id': event.versionId }),
        sequencer: time.toString(16).toUpperCase().padStart(16, '0'),
      },
      'request-id': call.requestId,
      requester: call.account,
      'source-ip-address': '127.0.0.1',
      reason: reasons[what] ?? what,
      ...(!created && { 'deletion-type': marker ? 'Delete Marker Created' : 'Permanently Deleted' }),
    },
  };
}
