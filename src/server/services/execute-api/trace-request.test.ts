import { describe, expect, it } from 'vitest';
import { parseTraceHeader } from '../../../model/trace-header.ts';
import { answerHeader } from './trace-request.ts';

const root = 'Root=1-5759e988-bd862e3fe1be46a994272793';
const answer = (request: string, backEnd: string | undefined) =>
  answerHeader({ downstream: request, answer: parseTraceHeader(request) }, backEnd);

describe('the trace header that a client gets', () => {
  it('is its own where that says everything', () => {
    const own = `${root};Parent=53995c3f42cd8ad8;Sampled=1`;
    expect(answer(own, `${root};Parent=1111111111111111;Sampled=0`)).toBe(own);
  });

  it("names the back end's parent and decision where the request has none", () => {
    expect(answer(root, `${root};Parent=1111111111111111;Sampled=1`)).toBe(`${root};Parent=1111111111111111;Sampled=1`);
    expect(answer(`${root};Sampled=?`, `${root};Sampled=1`)).toMatch(/;Sampled=1$/);
  });

  it.each([
    ['that did not answer', undefined],
    ['in another trace', 'Root=1-67891234-12456789abcdef0123456789;Parent=1111111111111111;Sampled=1'],
  ])('has a parent of its own and is not sampled for a back end %s', (_, backEnd) => {
    expect(answer(root, backEnd)).toMatch(new RegExp(`^${root};Parent=(?!1{16})[0-9a-f]{16};Sampled=0$`));
  });
});
