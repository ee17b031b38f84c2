/**
 * Fails resources that lack properties which their type requires, before anything is made: CloudFormation holds every resource
 * against the schema of its type first.
 *
 * Who calls it: apply-all.ts.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
import { type Evaluation, resolve } from '../template/intrinsics.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import { type ApplyWork, exists } from './apply-resource.ts';
import { addResourceEvent } from './events.ts';

/** @returns why nothing is made, with a blank at its end; undefined when nothing is missing. */
export function failIncomplete(work: Omit<ApplyWork, 'signal'>): string | undefined {
  const { engine, tenant, stack, desired, evaluation } = work;
  const incomplete = [...desired.resources].flatMap(([logicalId, declaration]) => {
    const missing = missingProperties(engine.provider(declaration.Type)?.required ?? [], declaration, evaluation);
    return missing.length > 0 ? [{ logicalId, type: declaration.Type, missing }] : [];
  });
  for (const { logicalId, type, missing } of incomplete) {
    const before = engine.store.resource(tenant, stack, logicalId);
    const verb = before && exists(before) ? 'UPDATE' : 'CREATE';
    const declared = stack.current.template.Resources[logicalId]?.Properties;
    const keys = missing.map((name) => `#: required key [${name}] not found`);
    const failed = {
      ...{ attributes: {}, properties: {}, tags: {}, dependencies: [], deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' },
      ...before,
      ...{ logicalId, type, status: `${verb}_FAILED`, timestamp: engine.store.moment() },
      statusReason: `Properties validation failed for resource ${logicalId} with message:\n[${keys.join(', ')}]`,
    };
    engine.store.transaction(() => {
      engine.store.putResource(tenant, stack, failed);
      addResourceEvent(engine.store, tenant, stack, failed, shownProperties(declared, evaluation), 'VALIDATION_FAILED');
    });
  }
  const failed = incomplete.map(({ logicalId }) => logicalId);
  return failed.length > 0 ? `Validation failed for following resources: [${failed.join(', ')}]. ` : undefined;
}

/** Those that need no other resource. */
function shownProperties(declared: ResourceDeclaration['Properties'], evaluation: Evaluation): Record<string, unknown> {
  const known = Object.entries(declared ?? {}).flatMap(([name, value]) => {
    try {
      const resolved = resolve(value, evaluation);
      return resolved === undefined ? [] : [[name, resolved] as const];
    } catch (cause) {
      if (cause instanceof Error) return [];
      throw cause;
    }
  });
  return Object.fromEntries(known);
}

/** Also what `AWS::NoValue` leaves out is missing. */
export function missingProperties(
  required: readonly string[],
  declaration: ResourceDeclaration,
  evaluation: Evaluation,
): string[] {
  const later = { ...evaluation, ref: () => 'later', attribute: () => 'later', importValue: () => 'later' };
  return required.filter((name) => {
    const declared = declaration.Properties?.[name];
    try {
      return declared === undefined || resolve(declared, later) === undefined;
    } catch (cause) {
      // What is wrong with the function itself is told when the resource is made.
      if (cause instanceof Error) return false;
      throw cause;
    }
  });
}
