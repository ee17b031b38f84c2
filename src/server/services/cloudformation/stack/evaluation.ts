/**
 * Evaluates the functions of one stack's template against the stack's real resources.
 *
 * Who calls it: the engine, while it makes resources and outputs, and the preview of a change set with other answers.
 */
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import type { StackContent, StoredResource, StoredStack } from '../store.ts';
import { conditionsOf } from '../template/conditions.ts';
import type { Evaluation } from '../template/intrinsics.ts';
import { referredValues } from '../template/parameters.ts';
import { UnknownAttribute } from './unknown-attribute.ts';

export type Lookup = Pick<Evaluation, 'ref' | 'attribute'>;

export function evaluationOf(
  engine: Engine,
  tenant: Tenant,
  stack: Pick<StoredStack, 'stackId' | 'stackName'>,
  content: Pick<StackContent, 'template' | 'parameters' | 'notificationArns'>,
  lookup: Lookup,
  imported: Set<string> = new Set(),
): Evaluation {
  const { template, parameters } = content;
  const evaluation: Evaluation = {
    tenant,
    stackId: stack.stackId,
    stackName: stack.stackName,
    notificationArns: content.notificationArns,
    parameters: referredValues(template, parameters),
    mappings: template.Mappings ?? {},
    condition: conditionsOf(template.Conditions ?? {}, () => evaluation),
    ...lookup,
    importValue(name) {
      imported.add(name);
      for (const other of engine.store.stacks(tenant)) {
        if (other.status === 'DELETE_COMPLETE') continue;
        const output = other.current.outputs.find((one) => one.exportName === name);
        if (output) return output.value;
      }
      throw validationError(`No export named ${name} found`);
    },
    storedParameter: (name) => engine.storedParameter(tenant, name),
  };
  return evaluation;
}

/** Answers for conditions, rules and transforms, which may not refer to resources. */
export const noResources: Lookup = {
  ref: () => undefined,
  attribute: (logicalId) => {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
    );
  },
};

/** Answers from what the stack has. */
export function resourceLookup(resource: (logicalId: string) => StoredResource | undefined): Lookup {
  return {
    ref: (logicalId) => resource(logicalId)?.physicalId,
    attribute(logicalId, name) {
      const found = resource(logicalId);
      const value = found && attributeOf(found.attributes, name);
      if (value === undefined) throw new UnknownAttribute(logicalId, name);
      return value;
    },
  };
}

function attributeOf(attributes: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
