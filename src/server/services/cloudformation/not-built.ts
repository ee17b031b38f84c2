/** Refuses, by name, what a caller may send and would silently not get. Called by the operations that take a template. */
import { errors } from './errors.ts';

export interface MoreInput {
  readonly StackPolicyBody?: string | undefined;
  readonly StackPolicyURL?: string | undefined;
  readonly StackPolicyDuringUpdateBody?: string | undefined;
  readonly StackPolicyDuringUpdateURL?: string | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
  readonly RollbackConfiguration?: { readonly RollbackTriggers?: readonly unknown[] | undefined } | undefined;
  readonly ResourcesToImport?: readonly unknown[] | undefined;
}

const policies = ['StackPolicyBody', 'StackPolicyURL', 'StackPolicyDuringUpdateBody', 'StackPolicyDuringUpdateURL'] as const;

/** @throws ValidationError. */
export function refuseNotBuilt(input: MoreInput): void {
  for (const name of policies) if (input[name]) throw errors.notBuilt(name);
  for (const name of ['ResourceTypes', 'ResourcesToImport'] as const) if (input[name]?.length) throw errors.notBuilt(name);
  if (input.RollbackConfiguration?.RollbackTriggers?.length) throw errors.notBuilt('RollbackConfiguration.RollbackTriggers');
}
