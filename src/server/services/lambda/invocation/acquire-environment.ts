/** A warm environment of the version, or a new one. Step of the pipeline. */
import { AwsError } from '../../../wire/aws-error.ts';
import type { ExecutionEnvironment } from '../environment/environment.ts';
import type { InvocationDeps } from './deps.ts';
import type { Attempt } from './resolve-function.ts';

/** @throws InvalidRuntimeException, ServiceException */
export async function acquireEnvironment(deps: InvocationDeps, attempt: Attempt): Promise<ExecutionEnvironment> {
  try {
    return await deps.pool.acquire(attempt.version);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    process.stderr.write(`Lambda: no environment for ${attempt.version.functionName}: ${String(error)}\n`);
    throw new AwsError('ServiceException', 'An error occurred and the request cannot be processed.', 500, { Type: 'Server' });
  }
}
