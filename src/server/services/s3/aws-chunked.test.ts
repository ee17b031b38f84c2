import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeAwsChunked } from './aws-chunked.ts';

async function decode(pieces: readonly Uint8Array[]): Promise<{ bytes: Buffer; trailers: Map<string, string> }> {
  const trailers = new Map<string, string>();
  const chunks: Uint8Array[] = [];
  for await (const chunk of decodeAwsChunked(Readable.from(pieces), trailers)) chunks.push(Buffer.from(chunk));
  return { bytes: Buffer.concat(chunks), trailers };
}

function split(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

it('gives the bytes back, however they are framed and wherever the network cuts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 })),
      fc.integer({ min: 1, max: 80 }),
      async (chunks, cut) => {
        const framed = Buffer.concat([
          ...chunks.map((chunk) =>
            Buffer.concat([Buffer.from(`${chunk.length.toString(16)};chunk-signature=ab\r\n`), chunk, Buffer.from('\r\n')]),
          ),
          Buffer.from('0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n'),
        ]);
        const { bytes, trailers } = await decode(split(framed, cut));
        expect(bytes.equals(Buffer.concat(chunks))).toBe(true);
        expect(trailers.get('x-amz-checksum-crc32')).toBe('AAAA');
      },
    ),
  );
});

it.each(['5\r\nhel', '5\r\nhelloXX', 'zz\r\n', ''])('refuses a body that is cut or framed otherwise: %j', async (framed) => {
  await expect(decode([Buffer.from(framed)])).rejects.toMatchObject({ code: 'IncompleteBody' });
});
