/** Read back by the SDK's own decoder. */
import { EventStreamCodec } from '@smithy/core/event-streams';
import { describe, expect, it } from 'vitest';
import { encodeEventStream } from './event-stream.ts';
import { loadModels } from './models.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('an event stream', () => {
  it('has one message per event, bytes as they stand and structures as JSON', () => {
    const operation = loadModels()
      .find(({ id }) => id === 'lambda')
      ?.operation('InvokeWithResponseStream');
    const union = operation?.output.memberByName.get('EventStream')?.shape;
    if (union?.kind !== 'structure') throw new Error('the model has no event stream');
    const bytes = encodeEventStream(union, [
      { PayloadChunk: { Payload: Buffer.from('häppchen') } },
      { InvokeComplete: { ErrorCode: 'Unhandled' } },
    ]);
    const first = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    const codec = new EventStreamCodec(text, (given) => Buffer.from(given));
    const [chunk, complete] = [codec.decode(bytes.subarray(0, first)), codec.decode(bytes.subarray(first))];
    expect(chunk.headers).toMatchObject({
      ':message-type': { value: 'event' },
      ':event-type': { value: 'PayloadChunk' },
      ':content-type': { value: 'application/octet-stream' },
    });
    expect(text(chunk.body)).toBe('häppchen');
    expect(complete.headers[':event-type']?.value).toBe('InvokeComplete');
    expect(JSON.parse(text(complete.body))).toEqual({ ErrorCode: 'Unhandled' });
  });
});
