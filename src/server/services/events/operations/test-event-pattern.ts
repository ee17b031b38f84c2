/** TestEventPattern. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
import type { TestEventPatternCommandInput, TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import { Constraints } from '../constraints.ts';
import type { EventsControl } from '../control.ts';
import { invalid } from '../errors.ts';
import { matchesPattern } from '../pattern/match.ts';
import { parsePattern } from '../pattern/parse.ts';

const required = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

export function testEventPattern(_control: EventsControl) {
  return (input: TestEventPatternCommandInput): TestEventPatternResponse => {
    new Constraints().length('eventPattern', input.EventPattern, 0, 4_096).check();
    const pattern = parsePattern(input.EventPattern ?? '');
    return { Result: matchesPattern(pattern, eventOf(input.Event ?? '')) };
  };
}

/** @throws ValidationException for what is no event. */
function eventOf(text: string): object {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    event = undefined;
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) throw invalid('Parameter Event is not valid.');
  if (required.some((name) => !Object.hasOwn(event, name))) throw invalid('Parameter Event is not valid.');
  return event;
}
