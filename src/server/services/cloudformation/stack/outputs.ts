/**
 * Outputs and exports of a stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
 */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import type { StoredOutput, StoredStack } from '../store.ts';
import { type Evaluation, resolve, text } from '../template/intrinsics.ts';
import { isObject, type Template } from '../template/template.ts';

/** @throws ValidationError for a value that is no text, and for an export that another stack has. */
export function outputsOf(
  engine: Engine,
  tenant: Tenant,
  stack: StoredStack,
  template: Template,
  evaluation: Evaluation,
): StoredOutput[] {
  const outputs: StoredOutput[] = [];
  for (const [key, output] of Object.entries(template.Outputs ?? {})) {
    if (output.Condition !== undefined && !evaluation.condition(output.Condition)) continue;
    const value = resolve(output.Value, evaluation);
    if (value === undefined) continue;
    if (isObject(value) || Array.isArray(value)) {
      throw validationError(
        `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
      );
    }
    const exportName = output.Export === undefined ? undefined : text(resolve(output.Export.Name, evaluation));
    if (exportName !== undefined) {
      refuseTaken(engine, tenant, stack, exportName);
      if (outputs.some((other) => other.exportName === exportName)) throw taken(exportName, stack);
      if (text(value).trim() === '')
        throw validationError(`Cannot export output ${key}. Exported values must not be empty or whitespace-only.`);
    }
    outputs.push({
      key,
      value: text(value),
      description: output.Description === undefined ? undefined : text(output.Description),
      exportName,
    });
  }
  return outputs;
}

function refuseTaken(engine: Engine, tenant: Tenant, stack: StoredStack, name: string): void {
  const owner = engine.store
    .stacks(tenant)
    .find(
      (other) =>
        other.stackId !== stack.stackId &&
        other.status !== 'DELETE_COMPLETE' &&
        other.current.outputs.some((one) => one.exportName === name),
    );
  if (owner) throw taken(name, owner);
}

const taken = (name: string, owner: StoredStack) =>
  validationError(`Export with name ${name} is already exported by stack ${owner.stackName}`);

/** Names of the stacks that import this name. */
export function importersOf(engine: Engine, tenant: Tenant, name: string): string[] {
  return engine.store
    .stacks(tenant)
    .filter((stack) => stack.status !== 'DELETE_COMPLETE' && stack.current.imports.includes(name))
    .map((stack) => stack.stackName);
}
