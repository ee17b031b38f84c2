/** GetFunctionConcurrency: empty when none is reserved. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
import type { GetFunctionConcurrencyCommandInput, GetFunctionConcurrencyResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { findFunction } from '../find-function.ts';
import { parsePlainFunctionName } from '../function-name.ts';

export function getFunctionConcurrency(control: LambdaControl) {
  return (input: GetFunctionConcurrencyCommandInput, call: CallContext): GetFunctionConcurrencyResponse => {
    const found = findFunction(control.store, call, parsePlainFunctionName(call, input.FunctionName ?? ''));
    if (found.reservedConcurrency === undefined) return {};
    return { ReservedConcurrentExecutions: found.reservedConcurrency };
  };
}
