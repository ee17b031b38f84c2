/** What a rule may send events to: the one place that says which of AWS's targets this server has. */
import type { Tenant } from '../ports.ts';
import { invalid, notBuilt } from './errors.ts';

export interface TargetResource extends Tenant {
  readonly kind: 'function' | 'log group' | 'event bus';
  /** Of the log group or bus; a function is called by its whole ARN. */
  readonly name: string;
}

/** Services that AWS sends events to. */
const awsTargets = new Set([
  ...['apigateway', 'appsync', 'batch', 'codebuild', 'codepipeline', 'ec2', 'ecs', 'events', 'execute-api', 'firehose'],
  ...['glue', 'inspector', 'kinesis', 'lambda', 'logs', 'redshift', 'redshift-serverless', 'sagemaker', 'sns', 'sqs'],
  ...['ssm', 'ssm-incidents', 'states'],
]);

/** @throws ValidationException */
export function checkArn(arn: string): void {
  if (!/^arn:(?:[^:]*:){4}/.test(arn)) throw malformed(arn);
}

function malformed(arn: string): Error {
  return invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
}

/** @param arn that `checkArn` has let through. @throws ValidationException for what is no target of AWS's, and for a target that is not built. */
export function targetResource(arn: string): TargetResource {
  const [, , service = '', region = '', account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  const owner = { region, account };
  if (service === 'lambda' && resource.startsWith('function:')) return { kind: 'function', name: resource, ...owner };
  const logGroup = service === 'logs' ? /^log-group:([^:]+)(?::\*)?$/.exec(resource)?.[1] : undefined;
  if (logGroup !== undefined) return { kind: 'log group', name: logGroup, ...owner };
  const bus = service === 'events' ? /^event-bus\/(.+)$/.exec(resource)?.[1] : undefined;
  if (bus !== undefined) return { kind: 'event bus', name: bus, ...owner };
  if (!awsTargets.has(service)) throw malformed(arn);
  throw notBuilt(`the target ${arn}. Targets are Lambda functions, log groups and event buses`);
}
