import { describe, expect, it } from 'vitest';
import { parseTraceHeader, serializeTraceHeader } from './trace-header.ts';

const ROOT = '1-5759e988-bd862e3fe1be46a994272793';

describe('the tracing header', () => {
  it('is read as AWS writes it, and written back the same', () => {
    const text = `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`;
    expect(parseTraceHeader(text)).toEqual({ root: ROOT, parent: '53995c3f42cd8ad8', sampled: '1', others: [] });
    expect(serializeTraceHeader(parseTraceHeader(text))).toBe(text);
  });

  it('is read in any order and case, with spaces', () => {
    expect(parseTraceHeader(` sampled=? ; ROOT = ${ROOT.toUpperCase()}`)).toEqual({ root: ROOT, sampled: '?', others: [] });
  });

  it('keeps Lineage and the keys that X-Ray does not know', () => {
    const text = `Root=${ROOT};Sampled=0;Lineage=a87bd80c:1|68fd508a:5;Self=1-67891234-12456789abcdef012345678;Mine=a=b`;
    expect(serializeTraceHeader(parseTraceHeader(text))).toBe(text);
  });

  it('pads the short form of Root that some producers send', () => {
    expect(parseTraceHeader('Root=1-5-bd862e3fe1be46a994272793').root).toBe('1-00000005-bd862e3fe1be46a994272793');
  });

  it('leaves out what is malformed', () => {
    expect(parseTraceHeader('Root=nonsense;Parent=12;Sampled=yes;loose;=x')).toEqual({ others: [] });
    expect(parseTraceHeader(undefined)).toEqual({ others: [] });
    expect(parseTraceHeader('x'.repeat(5000))).toEqual({ others: [] });
  });
});
