/** Who may call a function's URL (lambda/latest/dg/urls-auth.html). */
import { AwsError } from '../../../wire/aws-error.ts';
import type { FunctionUrlOwner, StoredFunctionUrl } from '../../function-url.ts';
import type { Tenant } from '../../ports.ts';
import type { Principal } from '../../service.ts';

export type UrlCaller = Principal;

const troubleshooting =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

export function forbidden(): AwsError {
  return new AwsError('AccessDeniedException', troubleshooting, 403);
}

/**
 * With AuthType NONE the function's policy has to let everyone through. With AWS_IAM the request has to be signed, and a caller of
 * another account needs the policy too.
 *
 * @throws AccessDeniedException
 */
export function authorize(
  call: { readonly owner: FunctionUrlOwner; readonly url: StoredFunctionUrl; readonly caller: UrlCaller | undefined },
  allows: (
    tenant: Tenant,
    name: string,
    alias: string | undefined,
    authType: StoredFunctionUrl['authType'],
    caller: UrlCaller | undefined,
  ) => boolean,
): void {
  const { owner, url, caller } = call;
  const signed = url.authType === 'NONE' || caller !== undefined;
  if (!signed || !allows(owner, url.functionName, url.alias, url.authType, caller)) throw forbidden();
}
