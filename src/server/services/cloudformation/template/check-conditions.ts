/**
 * Refuses conditions that are none: only boolean functions of parameters, mappings and other conditions.
 *
 * Who calls it: validate.ts. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
 */
import { validationError } from '../errors.ts';
import { checkFunctions, type Names } from './check-functions.ts';
import { referencesIn } from './dependencies.ts';
import { intrinsicOf, isObject, type Template } from './template.ts';

const boolean = ['Condition', 'Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or'];

/** @throws ValidationError with AWS's text. */
export function checkConditions(template: Template, names: Names): void {
  const { Conditions: conditions } = template;
  if (conditions === undefined) return;
  if (!isObject(conditions)) throw validationError('Template format error: Any Conditions member must be an object.');
  const parameters = template.Parameters ?? {};
  for (const condition of Object.values(conditions)) {
    const intrinsic = intrinsicOf(condition);
    if (!intrinsic || !boolean.includes(intrinsic.name))
      throw validationError(
        'Template format error: Conditions can only be boolean operations on parameters and other conditions',
      );
    checkFunctions(condition, names);
    checkNamed(condition, names, 'Conditions');
    const lost = [...referencesIn(condition)].filter((name) => !name.startsWith('AWS::') && !Object.hasOwn(parameters, name));
    if (lost.length > 0)
      throw validationError(
        `Template format error: Unresolved dependencies [${lost.join(', ')}]. Cannot reference resources in the Conditions block of the template`,
      );
  }
}

/** `{Condition: NAME}` inside a condition. */
function checkNamed(value: unknown, names: Names, block: string): void {
  if (Array.isArray(value)) for (const entry of value) checkNamed(entry, names, block);
  if (!isObject(value)) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic?.name === 'Condition') checkCondition(intrinsic.argument, names, block);
  else for (const entry of Object.values(value)) checkNamed(entry, names, block);
}

/** The `Condition` of a resource, an output or another condition. */
export function checkCondition(name: unknown, names: Names, block: string): void {
  if (name === undefined) return;
  if (typeof name !== 'string') throw validationError('Template format error: Every Condition member must be a string.');
  if (!names.conditions.has(name))
    throw validationError(
      `Template format error: Unresolved condition dependencies [${name}] in the ${block} block of the template`,
    );
}
