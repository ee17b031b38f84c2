/** ListEventSourceMappings: there is none (event-source.ts). https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
import type { ListEventSourceMappingsCommandInput, ListEventSourceMappingsResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { parseFunctionName } from '../function-name.ts';

export function listEventSourceMappings(_control: LambdaControl) {
  return (input: ListEventSourceMappingsCommandInput, call: CallContext): ListEventSourceMappingsResponse => {
    new Constraints().range('maxItems', input.MaxItems, 1, 10_000).check();
    if (input.FunctionName !== undefined) parseFunctionName(call, input.FunctionName);
    return { EventSourceMappings: [] };
  };
}
