/** AWS's managed policies by name, with the path that is part of their ARN. Who calls it: policies.ts. */
import { managedPolicyNames } from './managed-policy-names.gen.ts';

/** Name -> path, such as `service-role/`; the empty path for most. */
export const managedPolicyPaths: ReadonlyMap<string, string> = new Map(
  Object.entries(managedPolicyNames).flatMap(([path, names]) => names.split(' ').map((name) => [name, path] as const)),
);
