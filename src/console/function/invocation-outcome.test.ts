import { expect, test } from 'vitest';
import { invocationOutcomes } from './invocation-outcome.ts';

const requestId = '8f507cfc-3f1d-4697-b07a-ac58fc914c95';
const service = { id: 'a', name: 'orders', origin: 'AWS::Lambda', start_time: 1, end_time: 4, aws: { request_id: requestId } };
const execution = { id: 'b', name: 'orders', origin: 'AWS::Lambda::Function', start_time: 2, end_time: 3, parent_id: 'a' };
const outcomes = (...documents: object[]) =>
  Object.fromEntries(invocationOutcomes(documents.map((document) => JSON.stringify(document))));

test("the function's segment tells how the request ended that the service's segment names", () => {
  expect(outcomes(execution, service)).toEqual({ [requestId]: 'ok' });
  expect(outcomes(service, { ...execution, error: true })).toEqual({ [requestId]: 'error' });
});

test('of an event that was tried again the last try counts', () => {
  const attempts = ['c', 'd'].map((id, index) => ({
    id,
    name: `Attempt #${index + 1}`,
    start_time: 2 + index,
    end_time: 3 + index,
  }));
  const second = { ...execution, id: 'e', start_time: 3, end_time: 4, parent_id: 'd' };
  const first = { ...execution, fault: true, parent_id: 'c' };
  expect(outcomes(second, { ...service, subsegments: attempts }, first)).toEqual({ [requestId]: 'ok' });
});

test('a segment that has not ended, and one of nobody’s request, tell nothing', () => {
  expect(outcomes(service, { ...execution, end_time: undefined, in_progress: true })).toEqual({});
  expect(outcomes({ ...service, aws: {} }, execution, { ...execution, parent_id: undefined })).toEqual({});
});
