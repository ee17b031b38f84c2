/** GetEventSourceMapping: there is none (event-source.ts). https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
import type { LambdaControl } from '../control.ts';
import { resourceNotFound } from '../errors.ts';

export function getEventSourceMapping(_control: LambdaControl) {
  return (): never => {
    throw resourceNotFound();
  };
}
