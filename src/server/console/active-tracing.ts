/**
 * The console's switch for a function's active tracing: the one thing that a page may change. Called by server.ts for
 * `POST /_console/v1/active-tracing`.
 *
 * As AWS's own console does, and its API does not, it gives the execution role what tracing needs: a customer managed policy
 * `AWSLambdaTracerAccessExecutionRole-<uuid>` (Lambda developer guide, "Visualize Lambda function invocations using AWS X-Ray").
 */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../wire/aws-error.ts';

/** Runs a public operation as the default account; throws `AwsError`. */
type Call = (service: string, operation: string, input: unknown) => Promise<unknown>;

export interface ActiveTracingAnswer {
  readonly Mode: 'Active' | 'PassThrough';
  /** Of the policy that was attached to the function's role; absent when the role already had the permission. */
  readonly AttachedPolicyArn?: string | undefined;
}

/** Both actions that the X-Ray daemon's write policy holds for a function. */
const tracerPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: ['*'] }],
});

/**
 * Input `{ FunctionName, Mode: 'Active' | 'PassThrough' }`. The role gains the policy only when Lambda refuses the change without it,
 * and loses it again when Lambda refuses the change with it (a Deny, a permissions boundary). Switching off leaves the role as it is.
 * @throws InvalidParameterValueException, and what the Lambda and IAM operations throw.
 */
export async function switchActiveTracing(call: Call, input: Readonly<Record<string, unknown>>): Promise<ActiveTracingAnswer> {
  const { FunctionName: name, Mode: mode } = input;
  if (typeof name !== 'string' || name === '')
    throw new AwsError('InvalidParameterValueException', 'FunctionName is the name of a function.', 400);
  if (mode !== 'Active' && mode !== 'PassThrough')
    throw new AwsError('InvalidParameterValueException', 'Mode is Active or PassThrough.', 400);
  const update = () => call('lambda', 'UpdateFunctionConfiguration', { FunctionName: name, TracingConfig: { Mode: mode } });
  try {
    await update();
    return { Mode: mode };
  } catch (error) {
    if (mode === 'PassThrough' || !lacksPermission(error)) throw error;
  }
  const { Role: role = '' } = (await call('lambda', 'GetFunctionConfiguration', { FunctionName: name })) as { Role?: string };
  const attached = await attachTracerPolicy(call, role.slice(role.lastIndexOf('/') + 1));
  try {
    await update();
  } catch (error) {
    await attached.undo();
    throw error;
  }
  return { Mode: mode, AttachedPolicyArn: attached.policyArn };
}

/** Lambda's answer for a role that may not send segments has no code of its own. */
function lacksPermission(error: unknown): boolean {
  return (
    error instanceof AwsError && error.code === 'InvalidParameterValueException' && error.message.includes('PutTraceSegments')
  );
}

async function attachTracerPolicy(call: Call, roleName: string): Promise<{ policyArn: string; undo(): Promise<void> }> {
  const { Policy } = (await call('iam', 'CreatePolicy', {
    PolicyName: `AWSLambdaTracerAccessExecutionRole-${randomUUID()}`,
    Path: '/service-role/',
    PolicyDocument: tracerPolicy,
  })) as { Policy: { Arn: string } };
  const policyArn = Policy.Arn;
  const remove = () => call('iam', 'DeletePolicy', { PolicyArn: policyArn });
  try {
    await call('iam', 'AttachRolePolicy', { RoleName: roleName, PolicyArn: policyArn });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    policyArn,
    async undo() {
      await call('iam', 'DetachRolePolicy', { RoleName: roleName, PolicyArn: policyArn });
      await remove();
    },
  };
}
