/**
 * Refuses what can be seen only with the parameters' values, but before any resource is made: keys that a mapping does not have, and
 * stored parameters that are not there.
 *
 * Who calls it: prepare-content.ts.
 */
import { referencesIn } from './dependencies.ts';
import { dynamicReference, type Evaluation, resolve } from './intrinsics.ts';
import { intrinsicOf, isObject, type Template } from './template.ts';

/** @throws ValidationError "Template error: Unable to get mapping for …". */
export function checkMappings(template: Template, evaluation: Evaluation): void {
  for (const value of living(template, evaluation)) checkLookups(value, template, evaluation);
}

/** @throws ValidationError for `{{resolve:ssm:NAME}}` of a parameter that is not there, and for stores that are not built. */
export function checkDynamicReferences(template: Template, evaluation: Evaluation): void {
  for (const value of living(template, evaluation)) {
    // One whose name a function makes is looked up when the function runs.
    for (const [reference] of JSON.stringify(value ?? null).matchAll(dynamicReference))
      if (!reference.includes('${')) resolve(JSON.parse(`"${reference}"`), evaluation);
  }
}

function living(template: Template, { condition }: Evaluation): unknown[] {
  const holds = (declared: { readonly Condition?: string | undefined }): boolean =>
    declared.Condition === undefined || condition(declared.Condition);
  return [
    ...Object.values(template.Resources)
      .filter(holds)
      .map((resource) => resource.Properties),
    ...Object.values(template.Outputs ?? {})
      .filter(holds)
      .map((output) => output.Value),
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
