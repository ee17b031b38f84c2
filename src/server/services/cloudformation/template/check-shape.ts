/**
 * Refuses what is no template by its shape alone: sections, names, counts, members that must be there. What also holds before
 * transforms have run.
 *
 * Who calls it: every operation that takes a template, first.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
import { validationError } from '../errors.ts';
import { checkName } from './check-name.ts';
import { checkDeclarations } from './check-parameters.ts';
import { isObject, languageExtensions, serverless, type Template, transformsOf } from './template.ts';

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
  'Fn::Transform',
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
  'Version',
  // AWS documents it nowhere and takes it everywhere; its own tools write it.
  'Description',
  // Of the Serverless transform, which takes them away.
  'Connectors',
  'IgnoreGlobals',
  // What a transform puts in its place.
  'Fn::Transform',
];

const outputMembers = ['Value', 'Description', 'Condition', 'Export', 'Fn::Transform'];

/** By section, the most members that it may have. */
const most = { Parameters: 200, Mappings: 200, Resources: 500, Outputs: 200 } as const;

/** @throws ValidationError with AWS's text. */
export function checkShape(template: Template): void {
  const transforms = transformsOf(template);
  // Globals are the Serverless transform's, which takes them away.
  const known = transforms.length > 0 ? [...sections, 'Globals'] : sections;
  const strange = Object.keys(template).filter((name) => !known.includes(name));
  if (strange.length > 0) throw validationError(`Invalid template property or properties [${strange.join(', ')}]`);
  const empty = ['Metadata', 'Parameters', 'Rules', 'Mappings', 'Conditions', 'Outputs'].find(
    (name) => (template as unknown as Record<string, unknown>)[name] === null,
  );
  if (empty !== undefined) throw validationError(`[/${empty}] 'null' values are not allowed in templates`);
  const version = (template as { AWSTemplateFormatVersion?: unknown }).AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09')
    throw validationError('Template format error: unsupported value for AWSTemplateFormatVersion.');
  if (template.Description !== undefined) checkDescription(template.Description);
  checkDeclarations(template.Parameters);
  checkMappings(template.Mappings);
  const hasLoops = transforms.includes(languageExtensions);
  checkResources(template.Resources, transforms);
  checkOutputs(template.Outputs, hasLoops);
  for (const [section, limit] of Object.entries(most)) {
    const count = Object.keys((template as unknown as Record<string, object | undefined>)[section] ?? {}).length;
    if (count > limit)
      throw validationError(
        `Template format error: Number of ${section.toLowerCase()}, ${count}, is greater than maximum allowed, ${limit}`,
      );
  }
}

function checkDescription(description: unknown): void {
  if (typeof description !== 'string') throw validationError('Template format error: Every Description member must be a string.');
  if (Buffer.byteLength(description) > 1024)
    throw validationError('Template format error: Description length is greater than maximum allowed, 1024 bytes');
}

/** @param transforms those that have not run yet. */
function checkResources(resources: unknown, transforms: readonly string[]): void {
  const hasLoops = transforms.includes(languageExtensions);
  if (resources !== undefined && resources !== null && !isObject(resources))
    throw validationError('Template format error: Any Resources member must be an object.');
  if (!isObject(resources) || Object.keys(resources).length === 0)
    throw validationError('Template format error: At least one Resources member must be defined.');
  for (const [logicalId, resource] of Object.entries(resources)) {
    const isLoop = logicalId.startsWith('Fn::ForEach::');
    if ((isLoop && hasLoops) || logicalId === 'Fn::Transform') continue;
    if (!isLoop) checkName('Resource', logicalId);
    if (isLoop || !isObject(resource))
      throw validationError(`Template format error: [/Resources/${logicalId}] resource definition is malformed`);
    refuseNulls(resource, `/Resources/${logicalId}`);
    const wrong = Object.keys(resource).find((name) => !attributes.includes(name));
    // The Serverless transform writes other resources in place of its own, without what it does not know.
    const goes = transforms.includes(serverless) && String(resource['Type']).startsWith('AWS::Serverless::');
    if (wrong !== undefined && !goes) throw validationError(`Invalid template resource property '${wrong}'`);
    // What is included there may have it.
    if (typeof resource['Type'] !== 'string' && resource['Fn::Transform'] === undefined)
      throw validationError(
        `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
      );
    if (resource['Properties'] !== undefined && !isObject(resource['Properties']))
      throw validationError('Template format error: Any Properties member must be an object.');
    checkDependsOn(resource['DependsOn']);
  }
}

function checkDependsOn(value: unknown): void {
  const names = Array.isArray(value) ? value : [value ?? ''];
  if (names.some((name) => typeof name !== 'string'))
    throw validationError('Template format error: DependsOn must be a string or list of strings.');
}

function checkOutputs(outputs: unknown, hasLoops: boolean): void {
  if (outputs === undefined || outputs === null) return;
  if (!isObject(outputs)) throw validationError('Template format error: Any Outputs member must be an object.');
  for (const [name, output] of Object.entries(outputs)) {
    if ((hasLoops && name.startsWith('Fn::ForEach::')) || name === 'Fn::Transform') continue;
    checkName('Output', name);
    if (!isObject(output)) throw validationError('Template format error: Any Outputs member must be an object.');
    refuseNulls(output, `/Outputs/${name}`);
    if (output['Value'] === undefined && output['Fn::Transform'] === undefined)
      throw validationError('Template format error: Every Outputs member must contain a Value object');
    const wrong = Object.keys(output).find((member) => !outputMembers.includes(member));
    if (wrong !== undefined) throw validationError(`Invalid template output property '${wrong}'`);
    const exported = output['Export'];
    if (exported !== undefined && (!isObject(exported) || exported['Name'] === undefined))
      throw validationError(`Template format error: Output ${name} is malformed. The Export field must contain a Name member.`);
  }
}

/** Two levels of names, then texts or lists of them: no functions. */
function checkMappings(mappings: unknown): void {
  if (mappings === undefined || mappings === null) return;
  if (!isObject(mappings)) throw validationError('Template format error: Any Mappings member must be an object.');
  for (const [name, map] of Object.entries(mappings)) {
    if (name === 'Fn::Transform') continue;
    checkName('Mapping', name);
    if (!isObject(map)) throw validationError(`Template format error: Every Mappings member ${name} must be a map`);
    for (const [key, attributesOfKey] of Object.entries(map)) {
      if (key === 'Fn::Transform') continue;
      if (!isObject(attributesOfKey)) throw validationError(`Template format error: Every Mappings member ${key} must be a map`);
      for (const [attribute, value] of Object.entries(attributesOfKey)) {
        if (attribute !== 'Fn::Transform' && (isObject(value) || value === null))
          throw validationError('Template format error: Every Mappings attribute must be a String or a List.');
      }
    }
  }
}

function refuseNulls(value: unknown, path: string): void {
  if (value === null) throw validationError(`[${path}] 'null' values are not allowed in templates`);
  if (Array.isArray(value)) for (const [index, entry] of value.entries()) refuseNulls(entry, `${path}/${index}`);
  else if (isObject(value)) for (const [key, entry] of Object.entries(value)) refuseNulls(entry, `${path}/${key}`);
}
