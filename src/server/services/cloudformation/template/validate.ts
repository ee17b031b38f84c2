/**
 * Refuses templates that could not be deployed, before anything is made, with AWS's texts.
 *
 * Who calls it: every operation that takes a template, after its transforms have run.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
import { validationError } from '../errors.ts';
import { checkCondition, checkConditions } from './check-conditions.ts';
import { checkFunctions, dependsOnResources, namesOf } from './check-functions.ts';
import { checkShape } from './check-shape.ts';
import { malformedExport } from './check-values.ts';
import { dependsOn, neededBy, referencesIn, refuseCircles } from './dependencies.ts';
import { type Evaluation, resolve } from './intrinsics.ts';
import { intrinsicOf, isObject, type ResourceDeclaration, type Template } from './template.ts';

const policyAttributes = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;
type PolicyAttribute = (typeof policyAttributes)[number];
const policies = ['Delete', 'Retain', 'Snapshot', 'RetainExceptOnCreate'];

export interface Checks {
  /** Does a provider for this resource type exist? */
  readonly known: (type: string) => boolean;
  /** Does the template declare AWS::LanguageExtensions? */
  readonly extended: boolean;
}

/** What holds whatever the parameters are. @throws ValidationError with AWS's text. */
export function checkTemplate(template: Template, { known, extended }: Checks): void {
  checkShape(template);
  const { Resources: resources, Outputs: outputs = {} } = template;
  const types = [...new Set(Object.values(resources).map((resource) => resource.Type))].filter((type) => !known(type));
  if (types.length > 0) throw validationError(`Template format error: Unrecognized resource types: [${types.join(', ')}]`);
  const names = namesOf(template, extended);
  checkConditions(template, names);
  for (const [logicalId, resource] of Object.entries(resources)) {
    checkFunctions(resource.Properties, names);
    checkPolicies(logicalId, resource);
    checkCondition(resource.Condition, names, 'Resources');
  }
  for (const [name, output] of Object.entries(outputs)) {
    checkFunctions([output.Value, output.Export, output.Description], names);
    if (dependsOnResources(output.Export?.Name, names))
      throw malformedExport(name, 'must not depend on any resources, imported values, or Fn::GetAZs.');
    checkCondition(output.Condition, names, 'Outputs');
  }
  refuseUnresolved(template, Object.keys(resources));
  refuseCircles(neededBy(resources));
}

/**
 * What depends on which resources the conditions leave: those that are left may only refer to each other, but for branches of Fn::If
 * that are not taken. @throws ValidationError.
 */
export function checkLiving(template: Template, condition: (name: string) => boolean): void {
  const holds = (declared: { readonly Condition?: string | undefined }): boolean =>
    declared.Condition === undefined || condition(declared.Condition);
  const entries = Object.entries(template.Resources).filter(([, resource]) => holds(resource));
  const outputs = Object.entries(template.Outputs ?? {}).filter(([, output]) => holds(output));
  const living = { ...template, Resources: Object.fromEntries(entries), Outputs: Object.fromEntries(outputs) };
  refuseUnresolved(living, Object.keys(template.Resources), condition);
}

/** @param declared what DependsOn may name: also resources that their condition has taken away. */
function refuseUnresolved(template: Template, declared: readonly string[], condition?: (name: string) => boolean): void {
  const { Resources: resources, Parameters: parameters = {}, Outputs: outputs = {} } = template;
  const missing = (value: unknown): string[] =>
    [...referencesIn(value, condition)].filter(
      (name) => !name.startsWith('AWS::') && !Object.hasOwn(resources, name) && !Object.hasOwn(parameters, name),
    );
  const lost = new Set<string>();
  for (const resource of Object.values(resources)) {
    for (const name of missing(resource.Properties)) lost.add(name);
    for (const name of dependsOn(resource)) if (!declared.includes(name)) lost.add(name);
  }
  if (lost.size > 0)
    throw validationError(
      `Template format error: Unresolved resource dependencies [${[...lost].join(', ')}] in the Resources block of the template`,
    );
  for (const output of Object.values(outputs)) for (const name of missing(output)) lost.add(name);
  if (lost.size > 0)
    throw validationError(`Unresolved resource dependencies [${[...lost].join(', ')}] in the Outputs block of the template`);
}

function checkPolicies(logicalId: string, resource: ResourceDeclaration): void {
  // What a function gives is known with the parameters only: checkPolicyFunctions.
  for (const policy of policyAttributes)
    if (!intrinsicOf(resource[policy])) checkPolicy(logicalId, resource, policy, resource[policy]);
  for (const attribute of ['CreationPolicy', 'UpdatePolicy'] as const) {
    const value = resource[attribute];
    if (value !== undefined && !(isObject(value) && Object.keys(value).length === 0))
      throw validationError(`Template error: ${attribute} of resource ${logicalId} is not built here.`);
  }
}

/** @param value as the attribute says it, or what its function gives. */
function checkPolicy(logicalId: string, { Type }: ResourceDeclaration, policy: PolicyAttribute, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'string') throw validationError(`Template format error: Every ${policy} member must be a string.`);
  if (!policies.includes(value) || (policy === 'UpdateReplacePolicy' && value === 'RetainExceptOnCreate'))
    throw validationError(`Template error: Unrecognized ${policy} ${value} for resource ${logicalId}`);
  // Volumes, databases and clusters have snapshots; none of them is built here.
  if (value === 'Snapshot')
    throw validationError(
      `Template error: resource type ${Type} does not support ${policy === 'DeletionPolicy' ? 'deletion' : 'update replace'} policy Snapshot`,
    );
}

/** Functions may stand for policies as long as they need no resource. @throws ValidationError. */
export function checkPolicyFunctions(template: Template, evaluation: Evaluation): void {
  for (const [logicalId, resource] of Object.entries(template.Resources))
    for (const policy of policyAttributes)
      if (intrinsicOf(resource[policy])) checkPolicy(logicalId, resource, policy, resolve(resource[policy], evaluation));
}
