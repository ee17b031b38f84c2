/**
 * What is stored of a subscription filter.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_SubscriptionFilter.html
 */
import type { Distribution } from '@aws-sdk/client-cloudwatch-logs';
import type { Scope } from '../../../store/ports.ts';
import type { FunctionInvoker } from '../../ports.ts';
import { errors } from '../errors.ts';
import type { LogGroup } from '../log-group.ts';
import { groupArn } from '../log-group.ts';

export interface SubscriptionFilter {
  readonly filterName: string;
  readonly logGroupName: string;
  readonly filterPattern: string;
  readonly destinationArn: string;
  readonly distribution: Distribution;
  /** Epoch milliseconds, of the first put. */
  readonly creationTime: number;
}

/** AWS's limit of filters for one group. */
export const mostSubscriptions = 2;

/**
 * Is the destination a function here that CloudWatch Logs may invoke for this group? AWS asks it when the filter is made, and so does
 * every delivery.
 */
export function mayInvoke(invoker: FunctionInvoker, scope: Scope, group: LogGroup, destinationArn: string): boolean {
  const [, , , region, account] = destinationArn.split(':');
  if (region !== scope.region || account !== scope.account) return false;
  const source = `${groupArn(scope, group)}:*`;
  return ['logs.amazonaws.com', `logs.${scope.region}.amazonaws.com`].some((principal) =>
    invoker.allows(scope, destinationArn, principal, source),
  );
}

/** Comes before the group is looked for. @throws AccessDeniedException */
export function refuseForeignFunction(scope: Scope, destinationArn: string): void {
  const [, , vendor, , account] = destinationArn.split(':');
  if (vendor === 'lambda' && account !== scope.account) throw errors.foreignFunction();
}

/** Only functions can be reached; streams of Kinesis and Firehose are not there. @throws InvalidParameterException */
export function checkDestination(
  invoker: FunctionInvoker,
  scope: Scope,
  group: LogGroup,
  destinationArn: string,
  roleArn: string | undefined,
): void {
  const [arn, , vendor = ''] = destinationArn.split(':');
  if (arn !== 'arn') throw errors.arn(destinationArn);
  switch (vendor) {
    case 'lambda':
      if (roleArn !== undefined) throw errors.roleWithDestination('lambda', 'with');
      if (!mayInvoke(invoker, scope, group, destinationArn)) throw errors.functionNotExecutable();
      return;
    case 'kinesis':
    case 'firehose':
      if (roleArn === undefined) throw errors.roleWithDestination(vendor, 'without');
      throw errors.destinationUnreachable(vendor === 'kinesis' ? 'Kinesis' : 'Firehose');
    default:
      throw errors.notBuilt(`A destination of ${vendor || 'an unknown service'}`);
  }
}
