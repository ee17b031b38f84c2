import { describe, expect, it } from 'vitest';
import { readDatagram } from './datagram.ts';

const read = (text: string) => readDatagram(Buffer.from(text));

describe('a datagram of the X-Ray daemon protocol', () => {
  it.each([
    ['as the Python SDK sends it', '{"format":"json","version":1}\n{"id":"1"}'],
    ['as the Node SDK sends it', '{"format": "json", "version": 1}\n{"id":"1"}'],
    ['with members in another order and case', '{"version":1,"format":"JSON","more":true}\n{"id":"1"}'],
  ])('holds a document: %s', (_name, text) => {
    expect(read(text)).toEqual({ kind: 'document', document: '{"id":"1"}' });
  });

  it('keeps the document as it is, newlines and all', () => {
    expect(read('{"format":"json","version":1}\n{\n "name": "größe"\n}')).toEqual({
      kind: 'document',
      document: '{\n "name": "größe"\n}',
    });
  });

  it.each([
    ['nothing', ''],
    ['no header', '{"id":"1"}'],
    ['a header alone', '{"format":"json","version":1}\n'],
    ['another version', '{"format":"json","version":2}\n{}'],
    ['another format', '{"format":"cbor","version":1}\n{}'],
    ['noise', '\u0000\u0001\n\u0002'],
    ['null', 'null\n{}'],
  ])('is garbage: %s', (_name, text) => {
    expect(read(text).kind).toBe('garbage');
  });

  const adot = (body: string) => read(`{"format":"json","version":1}\n${body}`);

  it('holds the spans that ADOT sampled', () => {
    expect(adot(`T1S${Buffer.from('spans').toString('base64')}`)).toEqual({ kind: 'spans', request: Buffer.from('spans') });
  });

  it('is known but not taken when it holds metrics, or spans that were not sampled', () => {
    expect(adot('T1UAAAA').kind).toBe('unsampled');
    expect(adot('M1AAAA').kind).toBe('unsupported');
  });

  it('is garbage when the header is missing before a mark', () => {
    expect(read('T1SAAAA').kind).toBe('garbage');
  });
});
