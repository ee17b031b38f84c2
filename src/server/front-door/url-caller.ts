/** Who signed a request at a function's URL or to an API, where AWS_IAM guards it. Called by Lambda's door and execute-api, through `main.ts`. */
import type { SignedRequest } from '../services/ports.ts';
import type { Principal } from '../services/service.ts';
import type { WireRequest } from '../wire/http.ts';
import { parseAuthorization } from './authorization.ts';
import { identifyCaller } from './caller.ts';
import type { FrontDoor } from './front-door.ts';
import { verifySignature } from './signature.ts';

/**
 * @param service that the request has to be signed for.
 * @returns undefined for a request that is not.
 * @throws AwsError for an unknown key or, with `--auth sigv4`, a wrong signature.
 */
export function identifyUrlCaller(
  door: FrontDoor,
  signed: SignedRequest,
  service: 'lambda' | 'execute-api' = 'lambda',
): Principal | undefined {
  const mark = signed.target.indexOf('?');
  const request: WireRequest = {
    method: signed.method,
    path: mark < 0 ? signed.target : signed.target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : signed.target.slice(mark + 1)),
    headers: Object.fromEntries([...signed.headers].map(([name, values]) => [name, values.join(',')])),
    body: signed.body,
  };
  const authorization = parseAuthorization(request);
  if (authorization?.service !== service) return undefined;
  const caller = identifyCaller(door, request, authorization, door.router.service('lambda'));
  if (door.config.auth === 'sigv4') verifySignature(request, authorization, caller);
  return caller.principal;
}
