/** CreateEventSourceMapping: every source is refused, by name. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
import type { CreateEventSourceMappingCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameter } from '../errors.ts';
import { checkEventSource, sourceNotBuilt } from '../event-source.ts';
import { parseFunctionName } from '../function-name.ts';

export function createEventSourceMapping({ store }: LambdaControl) {
  return (input: CreateEventSourceMappingCommandInput, call: CallContext): never => {
    const source = checkEventSource(input);
    const { name } = parseFunctionName(call, input.FunctionName ?? '');
    if (!store.functions.get(call, name)) throw invalidParameter('Function does not exist');
    throw sourceNotBuilt(source, input.EventSourceArn);
  };
}
