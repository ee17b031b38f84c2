/** The checks of a function's role (Lambda developer guide, "Execution role" and "Active tracing"). */

import { AwsError } from '../../wire/aws-error.ts';
import type { RoleAuthority, Tenant } from '../ports.ts';
import { invalidParameter } from './errors.ts';

/** @throws InvalidParameterValueException when Lambda cannot assume the role; AccessDeniedException for another account's. */
export function checkRole(roles: RoleAuthority, tenant: Tenant, roleArn: string): void {
  if (roleArn.split(':')[4] !== tenant.account) {
    throw new AwsError('AccessDeniedException', 'Cross-account pass role is not allowed.', 403);
  }
  if (!roles.assumableBy(roleArn, 'lambda.amazonaws.com')) {
    throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
  }
}

/** @throws InvalidParameterValueException when tracing is Active and the role may not send segments. */
export function checkTracing(roles: RoleAuthority, roleArn: string, mode: 'Active' | 'PassThrough'): void {
  if (mode === 'Active' && !roles.allows(roleArn, 'xray:PutTraceSegments', '*')) {
    throw invalidParameter('The provided execution role does not have permissions to call PutTraceSegments on XRAY');
  }
}
