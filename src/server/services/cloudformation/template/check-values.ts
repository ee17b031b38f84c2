/**
 * Refuses what can be seen only with the parameters' values, but before any resource is made: keys that a mapping does not have,
 * stored parameters that are not there, lists in texts.
 *
 * Who calls it: prepare-content.ts.
 */
import { validationError } from '../errors.ts';
import { referencesIn } from './dependencies.ts';
import { checkReferenceForms, referencesOf, refuseSecureReferences } from './dynamic-references.ts';
import { type Evaluation, noText, resolve, subVariable, text } from './intrinsics.ts';
import { intrinsicOf, isObject, type ResourceDeclaration, type Template } from './template.ts';

/** @throws ValidationError "Template error: Unable to get mapping for …". */
export function checkMappings(template: Template, evaluation: Evaluation): void {
  for (const value of living(template, evaluation)) checkLookups(value, template, evaluation);
}

/** @throws ValidationError for parameters of Parameter Store that are not there or may not be used so, and for other stores. */
export function checkDynamicReferences(template: Template, evaluation: Evaluation): void {
  const values = living(template, evaluation);
  checkReferenceForms(values);
  refuseSecureReferences(livingResources(template, evaluation));
  for (const reference of referencesOf(values)) resolve(reference, evaluation);
}

/** @throws ValidationError for the name of an export that is none. */
export function checkExportNames(template: Template, evaluation: Evaluation): void {
  for (const [output, declared] of Object.entries(template.Outputs ?? {})) {
    if (declared.Export === undefined || !holds(evaluation)(declared)) continue;
    const name = resolve(declared.Export.Name, evaluation);
    if (typeof name === 'object' || !/^[a-zA-Z0-9:-]+$/.test(text(name)))
      throw malformedExport(output, 'must be specified and consist only of alphanumeric characters, colons, or hyphens.');
  }
}

export const malformedExport = (output: string, must: string) =>
  validationError(`Template format error: Output ${output} is malformed. The Name field of every Export member ${must}`);

/** @throws ValidationError for a list in a text: only parameters can be known to be one. */
export function checkSubstitutions(template: Template, evaluation: Evaluation): void {
  for (const value of living(template, evaluation)) checkSubstitution(value, evaluation);
}

function checkSubstitution(value: unknown, evaluation: Evaluation): void {
  if (Array.isArray(value)) for (const entry of value) checkSubstitution(entry, evaluation);
  if (!isObject(value)) return;
  const { name, argument } = intrinsicOf(value) ?? {};
  if (name === 'Fn::Sub') {
    const [source, variables] = Array.isArray(argument) ? argument : [argument];
    for (const [, variable = ''] of String(source).matchAll(subVariable)) {
      const parameter = variable.trim();
      const isOwn = isObject(variables) && Object.hasOwn(variables, parameter);
      if (!isOwn && Array.isArray(evaluation.parameters[parameter])) throw noText(parameter);
    }
  }
  for (const entry of Object.values(value)) checkSubstitution(entry, evaluation);
}

const holds =
  ({ condition }: Evaluation) =>
  (declared: { readonly Condition?: string | undefined }): boolean =>
    declared.Condition === undefined || condition(declared.Condition);

const livingResources = (template: Template, evaluation: Evaluation): ResourceDeclaration[] =>
  Object.values(template.Resources).filter(holds(evaluation));

function living(template: Template, evaluation: Evaluation): unknown[] {
  const outputs = Object.values(template.Outputs ?? {}).filter(holds(evaluation));
  return [
    ...livingResources(template, evaluation).map((resource) => resource.Properties),
    ...outputs.map((output) => output.Value),
  ];
}

function checkLookups(value: unknown, template: Template, evaluation: Evaluation): void {
  if (Array.isArray(value)) for (const entry of value) checkLookups(entry, template, evaluation);
  if (!isObject(value)) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Fn::If' && Array.isArray(intrinsic.argument)) {
    const [name, yes, no] = intrinsic.argument;
    checkLookups(evaluation.condition(String(name)) ? yes : no, template, evaluation);
    return;
  }
  const needsResources = [...referencesIn(value)].some((name) => Object.hasOwn(template.Resources, name));
  if (intrinsic?.name === 'Fn::FindInMap' && !needsResources) resolve(value, evaluation);
  for (const entry of Object.values(value)) checkLookups(entry, template, evaluation);
}
