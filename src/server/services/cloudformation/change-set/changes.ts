/**
 * What an update would do to the resources of a stack, without doing it.
 *
 * Who calls it: CreateChangeSet, and UpdateStack to learn whether anything changes at all.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../wire/aws-error.ts';
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { exists, isSame } from '../stack/apply-resource.ts';
import { desiredOf, metadataOf } from '../stack/desired.ts';
import { evaluationOf, resourceLookup } from '../stack/evaluation.ts';
import { hideSecrets } from '../stack/secrets.ts';
import type { StackContent, StoredResource, StoredStack } from '../store.ts';
import { type Evaluation, resolve, text } from '../template/intrinsics.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { StoredChange } from './change-set.ts';
import { modification, unknown } from './modification.ts';

export interface Preview {
  readonly changes: readonly StoredChange[];
  /** Does nothing change, the stack's outputs included? */
  readonly isEmpty: boolean;
  /** What could not be computed. */
  readonly warning?: string | undefined;
}

/** @param stack as it is; a new one has no resources. */
export function previewChanges(engine: Engine, tenant: Tenant, stack: StoredStack, content: StackContent): Preview {
  const current = new Map(
    engine.store
      .resources(tenant, stack)
      .filter(exists)
      .map((resource) => [resource.logicalId, resource]),
  );
  const replaced = new Set<string>();
  const touched = new Set<string>();
  const warnings: string[] = [];
  const known = resourceLookup((logicalId) => current.get(logicalId));
  const isNew = (logicalId: string): boolean => replaced.has(logicalId) || !current.has(logicalId);
  const evaluation = evaluationOf(engine, tenant, stack, content, {
    ref: (logicalId) => (isNew(logicalId) ? unknown : known.ref(logicalId)),
    attribute: (logicalId, name) => (isNew(logicalId) ? unknown : known.attribute(logicalId, name)),
  });
  const desired = desiredOf(content.template, evaluation);
  const after: StoredStack = { ...stack, current: content };
  const changes: StoredChange[] = [];
  for (const logicalId of inOrder(desired.graph)) {
    const declaration = desired.resources.get(logicalId);
    if (!declaration) continue;
    const before = current.get(logicalId);
    const properties = knownProperties(declaration, evaluation, (why) =>
      warnings.push(`ChangeSet creation failed for resource [${logicalId}] because: ${why.replace(/ found$/, '')}`),
    );
    const change = before
      ? modification({
          ...{ engine, before, declaration, properties, stack: after, was: stack, replaced, touched },
          metadata: metadataOf(declaration, evaluation),
        })
      : addition(logicalId, declaration, properties);
    if (!change) continue;
    touched.add(logicalId);
    if (change.change.Replacement === 'True') replaced.add(logicalId);
    changes.push(change);
  }
  // What goes is shown as its template has it, without what resources made of it.
  const asDeclared = evaluationOf(engine, tenant, stack, stack.current, { ref: () => unknown, attribute: () => unknown });
  for (const resource of current.values()) {
    if (desired.resources.has(resource.logicalId)) continue;
    const was = stack.current.template.Resources[resource.logicalId];
    changes.push({ change: removal(resource, was ? knownProperties(was, asDeclared, () => undefined) : resource.properties) });
  }
  const warning = warnings[0];
  return {
    changes: changes.sort(byLogicalId).map((one) => ({ ...one, change: shownChange(one.change, after) })),
    isEmpty: changes.every((one) => one.isOnlyPossible) && sameOutputs(stack, content, evaluation),
    ...(warning === undefined
      ? {}
      : { warning: `[WARN] --include-property-values option can return incomplete ChangeSet data because: ${warning}` }),
  };
}

/** The order in which AWS lists changes: by logical id, a longer one before its own beginning. */
function byLogicalId({ change: left }: StoredChange, { change: right }: StoredChange): number {
  const [a, b] = [`${left.LogicalResourceId}~`, `${right.LogicalResourceId}~`];
  return a < b ? -1 : a > b ? 1 : 0;
}

function addition(logicalId: string, declaration: ResourceDeclaration, properties: object): StoredChange {
  return {
    change: {
      ...{ Action: 'Add', LogicalResourceId: logicalId, ResourceType: declaration.Type },
      ...{ Scope: [], Details: [], AfterContext: JSON.stringify({ Properties: properties }) },
    },
  };
}

function removal(resource: StoredResource, properties: object): ResourceChange {
  return {
    ...{ Action: 'Remove', LogicalResourceId: resource.logicalId, PhysicalResourceId: resource.physicalId },
    ResourceType: resource.type,
    PolicyAction: resource.deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
    ...{ Scope: [], Details: [], BeforeContext: JSON.stringify({ Properties: properties }) },
  };
}

/** Properties as far as they are known. @param warn is told why one could not be computed. */
function knownProperties(
  declaration: ResourceDeclaration,
  evaluation: Evaluation,
  warn: (why: string) => void,
): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(declaration.Properties ?? {})) {
    try {
      const resolved = hideUnknown(resolve(value, { ...evaluation, unknown }));
      if (resolved !== undefined) known[name] = resolved;
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      known[name] = unknown;
      if (cause instanceof AwsError) warn(cause.message);
    }
  }
  return known;
}

/** A property that is a text with something unknown in it is unknown as a whole; deeper texts show what is known of them. */
const hideUnknown = (value: unknown): unknown => (typeof value === 'string' && value.includes(unknown) ? unknown : value);

/** Without the values of parameters that must not be shown. */
function shownChange(change: ResourceChange, stack: StoredStack): ResourceChange {
  const { parameters } = stack.current;
  const context = (json: string | undefined) =>
    json === undefined ? undefined : JSON.stringify(hideSecrets(JSON.parse(json) as unknown, parameters));
  return {
    ...(hideSecrets(change, parameters) as ResourceChange),
    BeforeContext: context(change.BeforeContext),
    AfterContext: context(change.AfterContext),
  };
}

function sameOutputs(stack: StoredStack, content: StackContent, evaluation: Evaluation): boolean {
  const outputs = Object.entries(content.template.Outputs ?? {}).filter(
    ([, output]) => output.Condition === undefined || evaluation.condition(output.Condition),
  );
  const shownValue = (value: unknown): string => {
    try {
      return text(resolve(value, evaluation));
    } catch (cause) {
      if (cause instanceof Error) return unknown;
      throw cause;
    }
  };
  const after = outputs.map(([key, output]) => [
    ...[key, shownValue(output.Value), text(output.Description ?? '')],
    output.Export === undefined ? '' : shownValue(output.Export.Name),
  ]);
  const before = stack.current.outputs.map((output) => [
    ...[output.key, output.value, output.description ?? ''],
    output.exportName ?? '',
  ]);
  return isSame(after.sort(), before.sort());
}

/** Those that others depend on first; the template's order otherwise. */
function inOrder(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const ordered = new Set<string>();
  const visit = (logicalId: string): void => {
    if (ordered.has(logicalId)) return;
    for (const need of graph.get(logicalId) ?? []) visit(need);
    ordered.add(logicalId);
  };
  for (const logicalId of graph.keys()) visit(logicalId);
  return [...ordered];
}
