/**
 * What the tests of services share: the account whose operations they call, and what they expect of a refusal.
 *
 * Who calls it: the tests beside the services' code.
 */
import { AwsError } from '../wire/aws-error.ts';
import { type CallContext, callAsAccount, type Service } from './service.ts';

export const tenant = { account: '123456789012', region: 'eu-west-1' };

/** Runs an operation as the front door does once it has found the caller, who is the account itself. @throws what it throws. */
export const callOperation = <Output = object>(
  service: Service,
  operation: string,
  input: object,
  changes: Partial<CallContext> = {},
): Promise<Output> => callAsAccount(service, input, { ...tenant, service: service.id, operation, ...changes });

/** The error of AWS's that a call ends with. @throws what is none, and an Error when the call is answered. */
export async function refusalOf(call: Promise<unknown>): Promise<AwsError> {
  const answer = await call.catch((error: unknown) => {
    if (error instanceof AwsError) return error;
    throw error;
  });
  if (answer instanceof AwsError) return answer;
  throw new Error(`the call was answered: ${JSON.stringify(answer)}`);
}
