/** The stack policy that a caller gives, as text or behind a URL. Called by CreateStack, UpdateStack and SetStackPolicy. */
import type { Tenant } from '../ports.ts';
import type { Engine } from './engine.ts';
import { errors, validationError } from './errors.ts';
import { checkStackPolicy } from './stack/stack-policy.ts';

/** @returns undefined when none is given. @throws ValidationError for both, and for what is no policy. */
export async function stackPolicyOf(
  engine: Engine,
  tenant: Tenant,
  body: string | undefined,
  url: string | undefined,
): Promise<string | undefined> {
  if (body !== undefined && url !== undefined) throw errors.bothStackPolicies();
  const policy = url === undefined ? body : await engine.readTemplate(tenant, url);
  if (url !== undefined && policy === undefined) throw validationError('S3 error: Access Denied');
  if (policy !== undefined) checkStackPolicy(policy);
  return policy;
}
