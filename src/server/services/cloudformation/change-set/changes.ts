/**
 * What an update would do to the resources of a stack, without doing it.
 *
 * Who calls it: CreateChangeSet, and UpdateStack to learn whether anything changes at all.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html
 */
import type { Change, ResourceChange, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import type { Tenant } from '../../ports.ts';
import type { Engine } from '../engine.ts';
import { exists, isSame, stackTags } from '../stack/apply-resource.ts';
import { desiredOf } from '../stack/desired.ts';
import { evaluationOf, resourceLookup } from '../stack/evaluation.ts';
import type { StackContent, StoredResource, StoredStack } from '../store.ts';
import { type Evaluation, resolve, text } from '../template/intrinsics.ts';
import { isObject, type ResourceDeclaration } from '../template/template.ts';

const unknown = '{{changeSet:KNOWN_AFTER_APPLY}}';

export interface Preview {
  readonly changes: readonly Change[];
  /** Does the stack change in any way, its outputs included? */
  readonly isEmpty: boolean;
}

/** @param stack as it is; a new one has no resources. */
export function previewChanges(engine: Engine, tenant: Tenant, stack: StoredStack, content: StackContent): Preview {
  const current = new Map(
    engine.store
      .resources(tenant, stack)
      .filter(exists)
      .map((resource) => [resource.logicalId, resource]),
  );
  const fresh = new Set<string>();
  const known = resourceLookup((logicalId) => current.get(logicalId));
  const isNew = (logicalId: string): boolean => fresh.has(logicalId) || !current.has(logicalId);
  const evaluation = evaluationOf(engine, tenant, stack, content, {
    ref: (logicalId) => (isNew(logicalId) ? unknown : known.ref(logicalId)),
    attribute: (logicalId, name) => (isNew(logicalId) ? unknown : known.attribute(logicalId, name)),
  });
  const desired = desiredOf(content.template, evaluation);
  const after: StoredStack = { ...stack, current: content };
  const changes: ResourceChange[] = [];
  for (const logicalId of inOrder(desired.graph)) {
    const declaration = desired.resources.get(logicalId);
    if (!declaration) continue;
    const before = current.get(logicalId);
    const change = before
      ? modification(engine, before, declaration, evaluation, after)
      : addition(logicalId, declaration, evaluation);
    if (!change) continue;
    if (change.Replacement === 'True') fresh.add(logicalId);
    changes.push(change);
  }
  for (const resource of current.values()) if (!desired.resources.has(resource.logicalId)) changes.push(removal(resource));
  const listed = changes.map((ResourceChange) => ({ Type: 'Resource' as const, ResourceChange }));
  return { changes: listed, isEmpty: changes.length === 0 && sameOutputs(stack, content, evaluation) };
}

function addition(logicalId: string, declaration: ResourceDeclaration, evaluation: Evaluation): ResourceChange {
  const properties = resolveKnown(declaration.Properties ?? {}, evaluation);
  return {
    Action: 'Add',
    LogicalResourceId: logicalId,
    ResourceType: declaration.Type,
    Scope: [],
    Details: [],
    AfterContext: JSON.stringify({ Properties: properties }),
  };
}

function removal(resource: StoredResource): ResourceChange {
  return {
    Action: 'Remove',
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    PolicyAction: resource.deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
    Scope: [],
    Details: [],
    BeforeContext: JSON.stringify({ Properties: resource.properties }),
  };
}

function modification(
  engine: Engine,
  before: StoredResource,
  declaration: ResourceDeclaration,
  evaluation: Evaluation,
  stack: StoredStack,
): ResourceChange | undefined {
  const after = resolveKnown(declaration.Properties ?? {}, evaluation) as Record<string, unknown>;
  const createOnly = engine.provider(declaration.Type)?.createOnly ?? [];
  const names = [...new Set([...Object.keys(before.properties), ...Object.keys(after)])];
  const changed = names.filter((name) => !isSame(before.properties[name], after[name]));
  const details: ResourceChangeDetail[] = changed.map((name) => ({
    Target: {
      Attribute: 'Properties',
      Name: name,
      RequiresRecreation: createOnly.includes(name) ? 'Always' : 'Never',
      Path: `/Properties/${name}`,
      BeforeValue: shown(before.properties[name]),
      AfterValue: shown(after[name]),
    },
    Evaluation: JSON.stringify(after[name] ?? '').includes(unknown) ? 'Dynamic' : 'Static',
    ChangeSource: 'DirectModification',
  }));
  const scope: ('Properties' | 'Metadata' | 'Tags')[] = changed.length > 0 ? ['Properties'] : [];
  if (!isSame(before.metadata, declaration.Metadata)) {
    scope.push('Metadata');
    details.push({
      Target: { Attribute: 'Metadata', RequiresRecreation: 'Never' },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    });
  }
  if (!isSame(before.tags, stackTags(stack))) {
    scope.push('Tags');
    details.push({
      Target: { Attribute: 'Tags', RequiresRecreation: 'Never' },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    });
  }
  const otherType = before.type !== declaration.Type;
  // What failed half-way is done again even if the template is the same.
  if (scope.length === 0 && !otherType && !before.status.endsWith('_FAILED')) return undefined;
  const replacement = otherType || changed.some((name) => createOnly.includes(name));
  return {
    Action: 'Modify',
    LogicalResourceId: before.logicalId,
    PhysicalResourceId: before.physicalId,
    ResourceType: declaration.Type,
    Replacement: replacement ? 'True' : 'False',
    ...(replacement ? { PolicyAction: 'ReplaceAndDelete' as const } : {}),
    Scope: scope,
    Details: details,
    BeforeContext: JSON.stringify({ Properties: before.properties }),
    AfterContext: JSON.stringify({ Properties: after }),
  };
}

/** A text that holds something unknown is unknown as a whole. */
function resolveKnown(value: unknown, evaluation: Evaluation): unknown {
  const hide = (entry: unknown): unknown => {
    if (typeof entry === 'string') return entry.includes(unknown) ? unknown : entry;
    if (Array.isArray(entry)) return entry.map(hide);
    return isObject(entry) ? Object.fromEntries(Object.entries(entry).map(([key, inner]) => [key, hide(inner)])) : entry;
  };
  return hide(resolve(value, evaluation));
}

function shown(value: unknown): string | undefined {
  return value === undefined ? undefined : typeof value === 'object' ? JSON.stringify(value) : text(value);
}

function sameOutputs(stack: StoredStack, content: StackContent, evaluation: Evaluation): boolean {
  const outputs = Object.entries(content.template.Outputs ?? {}).filter(
    ([, output]) => output.Condition === undefined || evaluation.condition(output.Condition),
  );
  const after = outputs.map(([key, output]) => [
    key,
    text(resolve(output.Value, evaluation)),
    text(output.Description ?? ''),
    output.Export === undefined ? '' : text(resolve(output.Export.Name, evaluation)),
  ]);
  const before = stack.current.outputs.map((output) => [
    output.key,
    output.value,
    output.description ?? '',
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
