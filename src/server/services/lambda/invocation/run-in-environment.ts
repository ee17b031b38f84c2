/** Hands the event to the environment and waits for its end. Step of the pipeline. */
import type { ExecutionEnvironment, InvocationRecord } from '../environment/environment.ts';
import type { Attempt } from './resolve-function.ts';

export function runInEnvironment(environment: ExecutionEnvironment, attempt: Attempt): Promise<InvocationRecord> {
  const { request, version, trace } = attempt;
  if (trace.recorded) environment.recentInvocations.add(trace.invocationId);
  return environment.invoke(
    (deadline) => ({
      requestId: request.requestId,
      deadline,
      functionArn: attempt.invokedArn,
      traceHeader: trace.header,
      clientContext: request.clientContext,
      payload: request.payload,
    }),
    version.timeout * 1_000,
  );
}
