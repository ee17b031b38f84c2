import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeProtobuf } from './decode-protobuf.ts';
import * as write from './protobuf-writer.fixture.ts';
import { MalformedRequest, type Span } from './span.ts';

const traceId = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');
const spanId = Buffer.from('1122334455667788', 'hex');

function onlySpan(request: Uint8Array): Span {
  const span = decodeProtobuf(request)[0]?.scopes[0]?.spans[0];
  if (span === undefined) throw new Error('no span');
  return span;
}

const attributeOf = (value: Uint8Array): unknown =>
  onlySpan(write.requestWith(write.attribute(9, 'key', value))).attributes.get('key');

describe('an ExportTraceServiceRequest in protobuf', () => {
  it('gives spans with their resource and scope, whatever the order of fields', () => {
    const span = write.message(
      2,
      write.fixed32(16, 0x301),
      write.message(15, write.number(3, 2), write.text(2, 'no money')),
      write.message(13, write.message(1, traceId), write.message(2, spanId), write.attribute(4, 'why', write.text(1, 'batch'))),
      write.message(
        11,
        write.fixed64(1, 1_790_000_000_500_000_000n),
        write.text(2, 'retry'),
        write.attribute(3, 'n', write.number(3, 2)),
      ),
      write.fixed64(8, 1_790_000_000_250_001_000n),
      write.fixed64(7, 1_790_000_000_000_000_000n),
      write.number(6, 2),
      write.text(5, 'GET /größe'),
      write.message(4, spanId),
      write.message(2, spanId),
      write.message(1, traceId),
    );
    const scope = write.message(1, write.text(1, 'http'), write.text(2, '1.0'));
    const request = write.message(
      1,
      write.message(2, span, scope),
      write.message(1, write.attribute(1, 'service.name', write.text(1, 'shop'))),
    );
    expect(decodeProtobuf(request)).toEqual([
      {
        attributes: new Map([['service.name', 'shop']]),
        scopes: [
          {
            scopeName: 'http',
            scopeVersion: '1.0',
            spans: [
              {
                traceId: '0123456789abcdef0123456789abcdef',
                spanId: '1122334455667788',
                parentSpanId: '1122334455667788',
                flags: 0x301,
                name: 'GET /größe',
                kind: 2,
                startTime: 1_790_000_000,
                endTime: 1_790_000_000.250001,
                attributes: new Map(),
                events: [{ time: 1_790_000_000.5, name: 'retry', attributes: new Map([['n', 2]]) }],
                links: [
                  {
                    traceId: '0123456789abcdef0123456789abcdef',
                    spanId: '1122334455667788',
                    attributes: new Map([['why', 'batch']]),
                  },
                ],
                statusCode: 2,
                statusMessage: 'no money',
                size: expect.any(Number),
              },
            ],
          },
        ],
      },
    ]);
  });

  it('is empty when it holds nothing', () => {
    expect(decodeProtobuf(Buffer.alloc(0))).toEqual([]);
  });

  it.each([
    ['text', write.text(1, 'a'), 'a'],
    ['long text', write.text(1, 'ü'.repeat(100)), 'ü'.repeat(100)],
    ['an empty text', write.text(1, ''), ''],
    ['true', write.number(2, 1), true],
    ['false', write.number(2, 0), false],
    ['a number', write.number(3, 42), 42],
    ['a negative number', write.number(3, -42n), -42],
    ['a number that a double cannot hold', write.number(3, 9_223_372_036_854_775_807n), '9223372036854775807'],
    ['the least number', write.number(3, -9_223_372_036_854_775_808n), '-9223372036854775808'],
    ['a fraction', write.double(4, 0.25), 0.25],
    ['what is no number in JSON', write.double(4, Number.NaN), 'NaN'],
    ['bytes', write.message(7, [1, 2, 3]), 'AQID'],
    ['a list', write.message(5, write.message(1, write.text(1, 'a')), write.message(1, write.number(3, 1))), ['a', 1]],
    ['a map', write.message(6, write.attribute(1, 'a', write.text(1, 'b'))), { a: 'b' }],
  ])('has attributes of every type: %s', (_name, bytes, value) => {
    expect(attributeOf(bytes)).toEqual(value);
  });

  it('tells keys apart, however many and however alike', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), { maxLength: 50 }), (keys) => {
        const span = onlySpan(write.requestWith(...keys.map((key, at) => write.attribute(9, key, write.number(3, at)))));
        expect([...span.attributes]).toEqual(keys.map((key, at) => [key, at]));
      }),
    );
  });

  it('leaves out attributes without a value', () => {
    expect(onlySpan(write.requestWith(write.message(9, write.text(1, 'key')))).attributes.size).toBe(0);
  });

  it('passes over fields that it does not know', () => {
    const unknown = [write.number(99, 7), write.fixed64(98, 7n), write.fixed32(97, 7), write.text(96, 'new')];
    expect(onlySpan(write.requestWith(...unknown, write.text(5, 'name'))).name).toBe('name');
  });

  it('reads every whole number of 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (value) => {
        expect(String(attributeOf(write.number(3, value)))).toBe(String(value));
      }),
    );
  });

  it.each([
    ['that ends inside a field', write.requestWith(write.text(5, 'name')).subarray(0, -2)],
    ['with a field longer than what is around it', Buffer.from([0x0a, 0x7f, 0x00])],
    ['with a varint that does not end', Buffer.from([0x0a, ...Array<number>(12).fill(0xff)])],
    ['with a group', write.requestWith(write.tag(5, 3))],
    ['of text', Buffer.from('{"resourceSpans":[]}')],
  ])('is refused as a whole %s', (_name, bytes) => {
    expect(() => decodeProtobuf(bytes)).toThrow(MalformedRequest);
  });

  it('is refused when an attribute is nested without end', () => {
    let value: Uint8Array = write.text(1, 'a');
    for (let depth = 0; depth < 200; depth++) value = write.message(5, write.message(1, value));
    expect(() => attributeOf(value)).toThrow(/nested deeper/);
  });

  it('is read or refused, never anything else, whatever the bytes', () => {
    const good = write.requestWith(
      write.message(1, traceId),
      write.text(5, 'name'),
      write.attribute(9, 'key', write.message(5, write.message(1, write.text(1, 'a')))),
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        try {
          decodeProtobuf(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedRequest);
        }
      }),
    );
  });
});
