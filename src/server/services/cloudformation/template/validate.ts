/**
 * Refuses templates that could not be deployed, before anything is made, with AWS's texts.
 *
 * Who calls it: every operation that takes a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
import { validationError } from '../errors.ts';
import { dependencyGraph, dependsOn, referencesIn, refuseCircles } from './dependencies.ts';
import { unresolved } from './intrinsics.ts';
import { intrinsicOf, isObject, type Template } from './template.ts';

const sections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
  'Globals',
];

const attributes = [
  'Type',
  'Properties',
  'Condition',
  'DependsOn',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
  'Connectors',
  'IgnoreGlobals',
];

const policies = ['Delete', 'Retain', 'Snapshot', 'RetainExceptOnCreate'];

/** The shape alone: what also holds before transforms have run. */
export function checkShape(template: Template): void {
  const strange = Object.keys(template).filter((name) => !sections.includes(name));
  if (strange.length > 0) throw validationError(`Invalid template property or properties [${strange.join(', ')}]`);
  const version = (template as { AWSTemplateFormatVersion?: unknown }).AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError(`Template format error: unsupported value for AWSTemplateFormatVersion.`);
  }
  if (!isObject(template.Resources) || Object.keys(template.Resources).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (logicalId.startsWith('Fn::ForEach::')) continue;
    if (!/^[a-zA-Z0-9]+$/.test(logicalId)) {
      throw validationError(`Template format error: Resource name ${logicalId} is non alphanumeric.`);
    }
    if (!isObject(resource))
      throw validationError(`Template format error: [/Resources/${logicalId}] resource definition is malformed`);
    if (typeof resource['Type'] !== 'string') {
      throw validationError(
        `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
      );
    }
    const wrong = Object.keys(resource).find((name) => !attributes.includes(name));
    if (wrong !== undefined) throw validationError(`Invalid template resource property '${wrong}'`);
  }
  for (const [name, parameter] of Object.entries(template.Parameters ?? {})) {
    if (!isObject(parameter) || typeof parameter['Type'] !== 'string') {
      throw validationError(`Template format error: Every Parameters object must contain a Type member. [${name}]`);
    }
  }
}

/** The template as it will be deployed, after transforms. @param known does a provider for this resource type exist? */
export function checkTemplate(template: Template, known: (type: string) => boolean): void {
  checkShape(template);
  const { Resources: resources, Parameters: parameters = {}, Conditions: conditions = {}, Outputs: outputs = {} } = template;
  const types = [...new Set(Object.values(resources).map((resource) => resource.Type))].filter((type) => !known(type));
  if (types.length > 0) throw validationError(`Template format error: Unrecognized resource types: [${types.join(', ')}]`);

  const missing = (value: unknown): string[] =>
    [...referencesIn(value)].filter(
      (name) => !name.startsWith('AWS::') && !Object.hasOwn(resources, name) && !Object.hasOwn(parameters, name),
    );
  const lost = new Set<string>();
  for (const [logicalId, resource] of Object.entries(resources)) {
    for (const name of missing(resource.Properties)) lost.add(name);
    for (const name of dependsOn(resource)) if (!Object.hasOwn(resources, name)) lost.add(name);
    for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
      const value = resource[policy];
      if (value !== undefined && !intrinsicOf(value) && !policies.includes(String(value))) {
        throw validationError(`Template error: Unrecognized ${policy} ${String(value)} for resource ${logicalId}`);
      }
    }
    checkCondition(resource.Condition, conditions);
  }
  if (lost.size > 0) throw unresolved([...lost].join(', '));
  for (const [name, output] of Object.entries(outputs)) {
    if (!isObject(output) || output['Value'] === undefined) {
      throw validationError(`Template format error: Every Outputs member must contain a Value object. [${name}]`);
    }
    const absent = missing(output);
    if (absent.length > 0) {
      throw validationError(`Unresolved resource dependencies [${absent.join(', ')}] in the Outputs block of the template`);
    }
    checkCondition(output['Condition'] as string | undefined, conditions);
  }
  refuseCircles(dependencyGraph(resources));
}

function checkCondition(name: string | undefined, conditions: Readonly<Record<string, unknown>>): void {
  if (name !== undefined && !Object.hasOwn(conditions, name)) {
    throw validationError(`Template format error: Condition ${name} is not defined.`);
  }
}
