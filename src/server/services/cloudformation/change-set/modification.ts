/**
 * How an update changes one resource that is there: which properties, why, and whether it is replaced.
 *
 * Who calls it: changes.ts, for one resource after those that it depends on.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html
 */
import type { ResourceChange, ResourceChangeDetail, ResourceTargetDefinition } from '@aws-sdk/client-cloudformation';
import type { Engine } from '../engine.ts';
import { isSame, stackTags } from '../stack/apply-resource.ts';
import type { StoredResource, StoredStack } from '../store.ts';
import { attributesIn, referencesIn } from '../template/dependencies.ts';
import { text } from '../template/intrinsics.ts';
import type { ResourceDeclaration } from '../template/template.ts';
import type { StoredChange } from './change-set.ts';

export const unknown = '{{changeSet:KNOWN_AFTER_APPLY}}';

export interface ModificationInput {
  readonly engine: Engine;
  readonly before: StoredResource;
  readonly declaration: ResourceDeclaration;
  /** As far as they are known. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The same of its metadata. */
  readonly metadata: unknown;
  /** As it will be, and as it is. */
  readonly stack: StoredStack;
  readonly was: StoredStack;
  /** Logical ids of resources that get another physical id, and of those that change at all. */
  readonly replaced: ReadonlySet<string>;
  readonly touched: ReadonlySet<string>;
}

/** @returns undefined when nothing changes. */
export function modification(input: ModificationInput): StoredChange | undefined {
  const { engine, before, declaration, properties, stack } = input;
  const createOnly = engine.provider(declaration.Type)?.createOnly ?? [];
  const names = [...new Set([...Object.keys(before.properties), ...Object.keys(properties)])];
  const changed = names.filter((name) => !isSame(before.properties[name], properties[name]));
  const possible = names.filter((name) => !changed.includes(name) && attributeCauses(input, name).length > 0);
  const details = [
    ...changed.flatMap((name) => detailsOf(input, name, createOnly.includes(name))),
    ...possible.flatMap((name) =>
      attributeCauses(input, name).map((cause) => ({
        ...{ Target: targetOf(input, name, createOnly.includes(name)), Evaluation: 'Dynamic' as const },
        ...{ ChangeSource: 'ResourceAttribute' as const, CausingEntity: cause },
      })),
    ),
  ];
  const scope: ('Properties' | 'Metadata' | 'Tags')[] = details.length > 0 ? ['Properties'] : [];
  if (!isSame(before.metadata, input.metadata)) {
    scope.unshift('Metadata');
    details.unshift(
      ...causesOf(input, { Attribute: 'Metadata', RequiresRecreation: 'Never' }, declaration.Metadata, input.metadata),
    );
  }
  if (!isSame(before.tags, stackTags(stack))) {
    scope.push('Tags');
    const target = { Attribute: 'Tags', RequiresRecreation: 'Never' } as const;
    details.push({ Target: target, Evaluation: 'Static', ChangeSource: 'DirectModification' });
  }
  const otherType = before.type !== declaration.Type;
  const isPossible = changed.length === 0 && scope.every((one) => one === 'Properties') && !otherType;
  // What failed half-way is done again even if the template is the same.
  if (scope.length === 0 && !otherType && !before.status.endsWith('_FAILED')) return undefined;
  const replacement =
    otherType || changed.some((name) => createOnly.includes(name))
      ? 'True'
      : possible.some((name) => createOnly.includes(name))
        ? 'Conditional'
        : 'False';
  const change: ResourceChange = {
    ...{ Action: 'Modify', LogicalResourceId: before.logicalId, PhysicalResourceId: before.physicalId },
    ResourceType: declaration.Type,
    Replacement: replacement,
    ...(replacement === 'True' ? { PolicyAction: policyAction(declaration) } : {}),
    Scope: scope,
    Details: details,
    BeforeContext: JSON.stringify({ Properties: before.properties }),
    AfterContext: JSON.stringify({ Properties: properties }),
  };
  return { change, isOnlyPossible: isPossible && !before.status.endsWith('_FAILED') };
}

const policyAction = (declaration: ResourceDeclaration) =>
  declaration.UpdateReplacePolicy === 'Retain' ? ('ReplaceAndRetain' as const) : ('ReplaceAndDelete' as const);

/** One property that changes: what the caller changed, and what made it change. */
function detailsOf(input: ModificationInput, name: string, recreates: boolean): ResourceChangeDetail[] {
  const { declaration, properties } = input;
  return causesOf(input, targetOf(input, name, recreates), declaration.Properties?.[name], properties[name]);
}

/** @param declared with its functions. @param value as far as it is known. */
function causesOf(
  input: ModificationInput,
  target: ResourceTargetDefinition,
  declared: unknown,
  value: unknown,
): ResourceChangeDetail[] {
  const causes: ResourceChangeDetail[] = [
    ...[...referencesIn(declared)]
      .filter((parameter) => parameterChanged(input, parameter))
      .map((parameter) => cause(target, 'ParameterReference', parameter)),
    ...[...referencesIn(withoutAttributes(declared))]
      .filter((logicalId) => input.replaced.has(logicalId))
      .map((logicalId) => cause(target, 'ResourceReference', logicalId)),
    ...attributesIn(declared)
      .filter(([logicalId]) => input.replaced.has(logicalId))
      .map(([logicalId, attribute]) => cause(target, 'ResourceAttribute', `${logicalId}.${attribute}`)),
  ];
  const direct: ResourceChangeDetail = {
    ...{ Target: target, ChangeSource: 'DirectModification' },
    Evaluation: causes.length > 0 || JSON.stringify(value ?? '').includes(unknown) ? 'Dynamic' : 'Static',
  };
  return [...causes, direct];
}

const cause = (
  Target: ResourceTargetDefinition,
  ChangeSource: 'ParameterReference' | 'ResourceReference' | 'ResourceAttribute',
  CausingEntity: string,
): ResourceChangeDetail => ({ Target, Evaluation: 'Static', ChangeSource, CausingEntity });

function targetOf({ before, properties }: ModificationInput, name: string, recreates: boolean): ResourceTargetDefinition {
  const [was, is] = [before.properties[name], properties[name]];
  return {
    ...{ Attribute: 'Properties', Name: name, RequiresRecreation: recreates ? 'Always' : 'Never' },
    ...{ Path: `/Properties/${name}`, BeforeValue: shown(was), AfterValue: shown(is) },
    AttributeChangeType: was === undefined ? 'Add' : is === undefined ? 'Remove' : 'Modify',
  };
}

/** Attributes of resources that change without being replaced: they may change, or not. */
function attributeCauses({ declaration, touched, replaced }: ModificationInput, name: string): string[] {
  return attributesIn(declaration.Properties?.[name])
    .filter(([logicalId]) => touched.has(logicalId) && !replaced.has(logicalId))
    .map(([logicalId, attribute]) => `${logicalId}.${attribute}`);
}

function parameterChanged({ stack, was }: ModificationInput, name: string): boolean {
  const [before, after] = [was.current.parameters[name], stack.current.parameters[name]];
  // Another value in Parameter Store under the same name is no change of the parameter.
  return after !== undefined && (before?.value !== after.value || before.noEcho !== after.noEcho);
}

/** References by Ref and Fn::Sub alone. */
function withoutAttributes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAttributes);
  if (typeof value === 'string') return value.replace(/\$\{[^}!]*\.[^}]*\}/g, '');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (key === 'Fn::GetAtt' ? [] : [[key, withoutAttributes(entry)]])),
  );
}

function shown(value: unknown): string | undefined {
  return value === undefined ? undefined : typeof value === 'object' ? JSON.stringify(value) : text(value);
}
