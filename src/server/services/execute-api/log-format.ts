/**
 * Access log formats: text with `$context` variables. What is not known is logged as `-`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#apigateway-cloudwatch-log-formats
 *
 * Who calls it: the access logs of REST and HTTP APIs.
 */
import type { Tenant } from '../ports.ts';
import { jsonPath } from './json-path.ts';
import { textOf } from './vtl/values.ts';

export function fillLogFormat(format: string, context: Readonly<Record<string, unknown>>): string {
  const line = format.replace(/\$context\.([A-Za-z0-9_.-]*[A-Za-z0-9_-])/g, (_, path: string) => {
    const value = jsonPath(context, `$.${path}`);
    return value === undefined || value === null ? '-' : textOf(value);
  });
  return line.replace(/\s*\n\s*/g, ' ');
}

/** The group that a stage's ARN names. @returns undefined for a log that goes elsewhere, which is not built. */
export function logGroupOf(destinationArn = ''): { readonly tenant: Tenant; readonly logGroup: string } | undefined {
  const [, region, account, logGroup] =
    /^arn:aws[a-z-]*:logs:([^:]+):(\d{12}):log-group:([^:]+)(?::\*)?$/.exec(destinationArn) ?? [];
  return region && account && logGroup ? { tenant: { account, region }, logGroup } : undefined;
}
