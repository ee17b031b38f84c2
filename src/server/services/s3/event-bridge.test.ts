import { expect, it } from 'vitest';
import type { CallContext } from '../service.ts';
import type { Bucket } from './bucket.ts';
import { objectEvent } from './event-bridge.ts';

const bucket = { name: 'b', account: '123456789012', region: 'eu-west-1' } as Bucket;
const call = { requestId: 'r', account: '123456789012' } as CallContext;

it('tells EventBridge of an object, with its key as it is', () => {
  const created = { name: 'ObjectCreated:Put', key: 'a b/ü', size: 3, etag: 'e', versionId: 'null' };
  expect(objectEvent(bucket, created, call, 0x1f)).toEqual({
    source: 'aws.s3',
    detailType: 'Object Created',
    resources: ['arn:aws:s3:::b'],
    detail: {
      version: '0',
      bucket: { name: 'b' },
      object: { key: 'a b/ü', size: 3, etag: 'e', sequencer: '000000000000001F' },
      'request-id': 'r',
      requester: '123456789012',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    },
  });
});

it.each([
  ['ObjectRemoved:Delete', 'Permanently Deleted'],
  ['ObjectRemoved:DeleteMarkerCreated', 'Delete Marker Created'],
])('%s is a deletion of its type', (name, type) => {
  expect(objectEvent(bucket, { name, key: 'k', versionId: 'v' }, call, 1)).toMatchObject({
    detailType: 'Object Deleted',
    detail: { object: { key: 'k', 'version-id': 'v' }, reason: 'DeleteObject', 'deletion-type': type },
  });
});
