import { describe, expect, it } from 'vitest';
import { decodeJson } from './decode-json.ts';
import { MalformedRequest, type Span } from './span.ts';

const decode = (request: unknown) => decodeJson(Buffer.from(JSON.stringify(request)));

function spanOf(span: object): Span {
  const found = decode({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })[0]?.scopes[0]?.spans[0];
  if (found === undefined) throw new Error('no span');
  return found;
}

const attributeOf = (value: unknown): unknown => spanOf({ attributes: [{ key: 'key', value }] }).attributes.get('key');

describe('an ExportTraceServiceRequest in JSON', () => {
  it('gives spans with their resource and scope', () => {
    const [resource] = decode({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
          scopeSpans: [
            {
              scope: { name: 'http', version: '1.0' },
              spans: [
                {
                  traceId: '0123456789ABCDEF0123456789ABCDEF',
                  spanId: '1122334455667788',
                  parentSpanId: '8877665544332211',
                  flags: 769,
                  name: 'GET /',
                  kind: 2,
                  startTimeUnixNano: '1790000000000000000',
                  endTimeUnixNano: 1790000000250000000,
                  events: [{ timeUnixNano: '1790000000100000000', name: 'retry' }],
                  links: [{ traceId: '0123456789abcdef0123456789abcdef', spanId: '1122334455667788' }],
                  status: { code: 2, message: 'no' },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(resource?.attributes).toEqual(new Map([['service.name', 'shop']]));
    expect(resource?.scopes[0]).toMatchObject({ scopeName: 'http', scopeVersion: '1.0' });
    expect(resource?.scopes[0]?.spans[0]).toMatchObject({
      traceId: '0123456789abcdef0123456789abcdef',
      spanId: '1122334455667788',
      parentSpanId: '8877665544332211',
      flags: 769,
      kind: 2,
      startTime: 1_790_000_000,
      endTime: 1_790_000_000.25,
      events: [{ time: 1_790_000_000.1, name: 'retry' }],
      links: [{ traceId: '0123456789abcdef0123456789abcdef' }],
      statusCode: 2,
      statusMessage: 'no',
    });
  });

  it('understands names of enums and snake_case, which plain protobuf tools write', () => {
    const request = {
      resource_spans: [
        {
          scope_spans: [
            {
              spans: [
                { trace_id: 'ab', kind: 'SPAN_KIND_CLIENT', start_time_unix_nano: '1000', status: { code: 'STATUS_CODE_ERROR' } },
              ],
            },
          ],
        },
      ],
    };
    expect(decode(request)[0]?.scopes[0]?.spans[0]).toMatchObject({ traceId: 'ab', kind: 3, startTime: 1e-6, statusCode: 2 });
  });

  it('takes null for what is not there', () => {
    expect(spanOf({ name: null, attributes: null, status: null, parentSpanId: null })).toMatchObject({
      name: '',
      parentSpanId: '',
    });
  });

  it.each([
    [{ stringValue: 'a' }, 'a'],
    [{ stringValue: '' }, ''],
    [{ boolValue: false }, false],
    [{ intValue: '42' }, 42],
    [{ intValue: 42 }, 42],
    [{ intValue: '9223372036854775807' }, '9223372036854775807'],
    [{ doubleValue: 0.5 }, 0.5],
    [{ doubleValue: 'NaN' }, 'NaN'],
    [{ bytesValue: 'AQID' }, 'AQID'],
    [{ arrayValue: { values: [{ intValue: 1 }, { stringValue: 'b' }] } }, [1, 'b']],
    [{ arrayValue: {} }, []],
    [{ kvlistValue: { values: [{ key: 'a', value: { intValue: 1 } }] } }, { a: 1 }],
    [{}, undefined],
    [null, undefined],
  ])('has attributes of every type: %j', (sent, value) => {
    expect(attributeOf(sent)).toEqual(value);
  });

  it.each([
    ['not JSON', 'nonsense'],
    ['no object', '[]'],
    ['not UTF-8', Buffer.from([0x7b, 0xff])],
  ])('is refused as a whole when it is %s', (_name, body) => {
    expect(() => decodeJson(Buffer.from(body as string))).toThrow(MalformedRequest);
  });

  it.each([
    [{ name: 7 }, /name is not a string/],
    [{ kind: 'SPAN_KIND_NEW' }, /kind is "SPAN_KIND_NEW"/],
    [{ startTimeUnixNano: 'yesterday' }, /startTimeUnixNano is not a whole number/],
    [{ attributes: {} }, /attributes is not a list/],
    [{ attributes: [{ key: 'a', value: { dateValue: 1 } }] }, /no value of a known type/],
    [{ attributes: [{ key: 'a', value: { intValue: 'x' } }] }, /no value of a known type/],
    [{ status: 'OK' }, /status is not an object/],
  ])('is refused with what is wrong: %j', (span, message) => {
    expect(() => spanOf(span)).toThrow(message);
  });
});
