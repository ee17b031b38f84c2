/** PutFunctionConcurrency. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
import type { Concurrency, PutFunctionConcurrencyCommandInput } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { accountConcurrency, minimumUnreserved, reservedByOthers } from '../concurrency.ts';
import { Constraints } from '../constraints.ts';
import type { LambdaControl } from '../control.ts';
import { invalidParameterWithoutType, onlyFunctions } from '../errors.ts';
import { findFunction } from '../find-function.ts';
import { parsePlainFunctionName } from '../function-name.ts';

export function putFunctionConcurrency(control: LambdaControl) {
  return (input: PutFunctionConcurrencyCommandInput, call: CallContext): Concurrency => {
    const reserved = input.ReservedConcurrentExecutions ?? 0;
    new Constraints().range('reservedConcurrentExecutions', reserved, 0, 2 ** 31 - 1).check();
    const named = parsePlainFunctionName(call, input.FunctionName ?? '');
    if (named.qualifier !== undefined) throw onlyFunctions();
    // What is not there is named with its version, here only.
    const found = findFunction(control.store, call, { name: named.name, qualifier: '$LATEST' });
    if (accountConcurrency - reservedByOthers(control.store, call, named.name) - reserved < minimumUnreserved) {
      throw invalidParameterWithoutType(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimumUnreserved}].`,
      );
    }
    control.store.functions.put(call, named.name, { ...found, reservedConcurrency: reserved });
    return { ReservedConcurrentExecutions: reserved };
  };
}
