/** Refuses, by name, what a caller may send and would silently not get. Called by the operations that take a template. */
import { errors, validationError } from './errors.ts';

export interface MoreInput {
  readonly RollbackConfiguration?:
    | {
        readonly RollbackTriggers?:
          | readonly { readonly Arn?: string | undefined; readonly Type?: string | undefined }[]
          | undefined;
        readonly MonitoringTimeInMinutes?: number | undefined;
      }
    | undefined;
  readonly ResourcesToImport?: readonly unknown[] | undefined;
}

/** @throws ValidationError. */
export function refuseNotBuilt(input: MoreInput): void {
  if (input.ResourcesToImport?.length) throw errors.notBuilt('ResourcesToImport');
  const { RollbackTriggers: triggers = [], MonitoringTimeInMinutes: minutes } = input.RollbackConfiguration ?? {};
  for (const { Arn: arn = '', Type: type = '' } of triggers) {
    if (!['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].includes(type))
      throw validationError('Rollback Trigger Type not supported');
    if (!/^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:.+/.test(arn))
      throw validationError("RelativeId of a Rollback Trigger's ARN is incorrect");
  }
  if (triggers.length > 0) throw errors.notBuilt('RollbackConfiguration.RollbackTriggers');
  if (minutes) throw errors.notBuilt('RollbackConfiguration.MonitoringTimeInMinutes');
}
