/** Who calls: a stored key, an account named by its 12 digits, or the default account. */
import type { StoredCredential } from '../services/ports.ts';
import type { Principal } from '../services/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import type { WireRequest } from '../wire/http.ts';
import type { ServiceModel } from '../wire/schema.ts';
import type { Authorization } from './authorization.ts';
import type { FrontDoor } from './front-door.ts';
import { s3SignatureErrors } from './s3-signature.ts';

export interface Caller {
  readonly principal: Principal;
  readonly credential: StoredCredential | undefined;
}

/** The two paths that X-Ray SDKs call unsigned, through what they take for the daemon. */
const unsignedPaths = new Set(['/GetSamplingRules', '/SamplingTargets']);

/** @throws AwsError when there is no Authorization header, or its key is unknown under `--auth sigv4`, or has expired. */
export function identifyCaller(
  door: FrontDoor,
  request: WireRequest,
  authorization: Authorization | undefined,
  service: ServiceModel | undefined,
): Caller {
  if (!authorization) {
    if (request.method === 'POST' && unsignedPaths.has(request.path))
      return { principal: rootOf(door.config.accountId, undefined), credential: undefined };
    if (service?.id === 's3') throw s3SignatureErrors.anonymous();
    const code =
      service?.rest === 'none' && request.headers['x-amz-target'] === undefined
        ? 'MissingAuthenticationToken'
        : 'MissingAuthenticationTokenException';
    throw new AwsError(code, 'Missing Authentication Token', 403);
  }
  const credential = door.credentials.find(authorization.accessKeyId);
  if (credential) {
    if (credential.expiration && credential.expiration.getTime() < Date.now()) {
      if (service?.id === 's3') throw s3SignatureErrors.expiredToken();
      throw new AwsError(
        service?.rest === 'none' ? 'ExpiredToken' : 'ExpiredTokenException',
        'The security token included in the request is expired',
        403,
      );
    }
    const { account, principalArn, userId } = credential;
    return { principal: { account, arn: principalArn, userId, accessKeyId: authorization.accessKeyId }, credential };
  }
  if (door.config.auth === 'sigv4') {
    if (service?.id === 's3') throw s3SignatureErrors.unknownKey(authorization.accessKeyId);
    const code = service?.rest === 'none' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
    throw new AwsError(code, 'The security token included in the request is invalid.', 403);
  }
  const account = /^\d{12}$/.test(authorization.accessKeyId) ? authorization.accessKeyId : door.config.accountId;
  return { principal: rootOf(account, authorization.accessKeyId), credential: undefined };
}

function rootOf(account: string, accessKeyId: string | undefined): Principal {
  return { account, arn: `arn:aws:iam::${account}:root`, userId: account, accessKeyId };
}
