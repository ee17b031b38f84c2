/**
 * Who signed a request that AWS_IAM guards. Policies are not evaluated, as for no other call.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 */
import { AwsError } from '../../../wire/aws-error.ts';
import type { IdentifyCaller } from '../../ports.ts';
import type { Principal } from '../../service.ts';
import type { ApiRequest } from '../api-request.ts';

/** @returns undefined for a request that nobody signed. @throws what `refused` makes of a key or signature that is not accepted. */
export function signedCaller(
  identify: IdentifyCaller,
  request: ApiRequest,
  refused: (message: string) => Error,
): Principal | undefined {
  const headers = new Map<string, string[]>();
  for (const [name, value] of request.headers) {
    const values = headers.get(name.toLowerCase()) ?? [];
    values.push(value);
    headers.set(name.toLowerCase(), values);
  }
  try {
    return identify({ method: request.method, target: request.target, headers, body: request.body });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw refused(error.message);
  }
}
