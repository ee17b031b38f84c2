/**
 * Access log formats: text with `$context` variables. What is not known is logged as `-`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#apigateway-cloudwatch-log-formats
 *
 * Who calls it: the access logs of REST and HTTP APIs.
 */
import { jsonPath } from './json-path.ts';
import { textOf } from './vtl/values.ts';

export function fillLogFormat(format: string, context: Readonly<Record<string, unknown>>): string {
  const line = format.replace(/\$context\.([A-Za-z0-9_.-]*[A-Za-z0-9_-])/g, (_, path: string) => {
    const value = jsonPath(context, `$.${path}`);
    return value === undefined || value === null ? '-' : textOf(value);
  });
  return line.replace(/\s*\n\s*/g, ' ');
}
