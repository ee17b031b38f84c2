import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogFrameReader } from './log-frames.ts';

function frame(message: string, micros: bigint, type = 0xa55a0003): Buffer {
  const text = Buffer.from(message);
  const header = Buffer.alloc(16);
  header.writeUInt32BE(type, 0);
  header.writeUInt32BE(text.length, 4);
  header.writeBigUInt64BE(micros, 8);
  return Buffer.concat([header, text]);
}

describe('log frames', () => {
  it('come out whole and in order, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }),
        fc.array(fc.nat(64), { maxLength: 40 }),
        (messages, cuts) => {
          const bytes = Buffer.concat(messages.map((message, index) => frame(message, BigInt(index) * 1_000n)));
          const reader = new LogFrameReader();
          const found: { timestamp: number; message: string }[] = [];
          let at = 0;
          for (const cut of cuts) {
            found.push(...reader.push(bytes.subarray(at, at + cut)));
            at += cut;
          }
          found.push(...reader.push(bytes.subarray(at)));
          expect(found).toEqual(messages.map((message, timestamp) => ({ timestamp, message: Buffer.from(message).toString() })));
        },
      ),
    );
  });

  it('are found again after bytes that are none', () => {
    const reader = new LogFrameReader();
    expect(reader.push(Buffer.concat([Buffer.from('garbage without a frame'), frame('after', 5_000n)]))).toEqual([
      { timestamp: 5, message: 'after' },
    ]);
  });

  it('never make the reader wait for a length that nobody would write', () => {
    const reader = new LogFrameReader();
    const absurd = frame('x', 0n);
    absurd.writeUInt32BE(0xfffffff0, 4);
    expect(reader.push(Buffer.concat([absurd, frame('next', 0n)]))).toEqual([{ timestamp: 0, message: 'next' }]);
  });
});
