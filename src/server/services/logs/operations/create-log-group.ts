/** CreateLogGroup. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Logs } from '../logs.ts';
import { checkTags } from '../tags.ts';
import { checkGroupName, checkOneOf, groupClasses } from '../validate.ts';

/** @throws InvalidParameterException, ResourceAlreadyExistsException. Encryption and deletion protection are refused. */
export const createLogGroup =
  (logs: Logs): Operation<CreateLogGroupRequest, object> =>
  (input, call) => {
    const name = input.logGroupName ?? '';
    checkGroupName(name);
    checkOneOf(input.logGroupClass, 'logGroupClass', groupClasses);
    if (/^aws\//i.test(name)) throw errors.reservedGroup();
    if (input.kmsKeyId) throw errors.notBuilt('kmsKeyId');
    if (input.deletionProtectionEnabled) throw errors.notBuilt('deletionProtectionEnabled');
    const tags = input.tags ?? {};
    checkTags(tags);
    logs.groups.createGroup(call, { name, logGroupClass: input.logGroupClass ?? 'STANDARD', tags });
    return {};
  };
