/**
 * Evaluates a template's Conditions and Rules, each once and on demand, because one may refer to another.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
 */
import { validationError } from '../errors.ts';
import { type Evaluation, resolve, text } from './intrinsics.ts';
import { isObject, type Section } from './template.ts';

/** @returns the function behind `Evaluation.condition`. @throws ValidationError for an unknown or circular condition. */
export function conditionsOf(conditions: Section, evaluation: () => Evaluation): (name: string) => boolean {
  const known = new Map<string, boolean | undefined>();
  return (name) => {
    if (!Object.hasOwn(conditions, name)) {
      throw validationError(
        `Template format error: Unresolved dependency ${name}. Cannot reference resources in the Conditions block of the template`,
      );
    }
    if (known.has(name)) {
      const value = known.get(name);
      if (value === undefined)
        throw validationError(`Template format error: Found circular condition dependency between ${name} and itself`);
      return value;
    }
    known.set(name, undefined);
    const value = resolve(conditions[name], evaluation()) === true;
    known.set(name, value);
    return value;
  };
}

/** @throws ValidationError with the descriptions of the assertions that do not hold. */
export function checkRules(rules: Section, evaluation: Evaluation): void {
  const failed: string[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    if (!isObject(rule)) throw validationError(`Template format error: [/Rules/${name}] Every Rules object must be a map.`);
    if (rule['RuleCondition'] !== undefined && resolve(rule['RuleCondition'], evaluation) !== true) continue;
    const assertions = rule['Assertions'];
    if (!Array.isArray(assertions) || !assertions.every(isObject))
      throw validationError(`Template format error: [/Rules/${name}] Every Rules object must contain a list of Assertions.`);
    for (const assertion of assertions) {
      if (resolve(assertion['Assert'], evaluation) === true) continue;
      failed.push(assertion['AssertDescription'] === undefined ? `rule ${name} failed` : text(assertion['AssertDescription']));
    }
  }
  if (failed.length > 0) throw validationError(`Template error: ${failed.join('; ')}`);
}
