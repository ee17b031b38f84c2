/**
 * Checks of what AWS's model says of members: lengths, values, patterns, enums. All broken ones are named in one error, as AWS does.
 *
 * Who calls it: operations of the control plane. Texts are those of X-Ray's ValidationException.
 */
import { AwsError } from '../../wire/aws-error.ts';
import { violation, violationMessage } from '../../wire/violations.ts';

interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

export class Constraints {
  readonly #broken: string[] = [];

  present(member: string, value: unknown): this {
    if (value !== undefined && value !== null) return this;
    this.#broken.push(violation(member, undefined, 'Member must not be null'));
    return this;
  }

  /** @param member path of the member, each name with a small first letter: `samplingRule.ruleName`. */
  length(member: string, text: string | undefined, { least = 0, most }: Bounds): this {
    if (text === undefined) return this;
    if (text.length < least) return this.#add(member, text, `have length greater than or equal to ${least}`);
    if (most !== undefined && text.length > most) return this.#add(member, text, `have length less than or equal to ${most}`);
    return this;
  }

  value(member: string, value: number | undefined, { least, most }: Bounds): this {
    if (value === undefined) return this;
    if (least !== undefined && !(value >= least)) return this.#add(member, value, `have value greater than or equal to ${least}`);
    if (most !== undefined && !(value <= most)) return this.#add(member, value, `have value less than or equal to ${most}`);
    return this;
  }

  /** @param pattern for the whole text, in AWS's spelling. */
  pattern(member: string, text: string | undefined, pattern: string): this {
    if (text === undefined || new RegExp(`^(?:${pattern})$`).test(text)) return this;
    return this.#add(member, text, `satisfy regular expression pattern: ${pattern}`);
  }

  oneOf(member: string, text: string | undefined, values: readonly string[]): this {
    if (text === undefined || values.includes(text)) return this;
    return this.#add(member, text, `satisfy enum value set: [${values.join(', ')}]`);
  }

  items(member: string, list: readonly unknown[] | undefined, most: number): this {
    if (list === undefined || list.length <= most) return this;
    const printed = list.every((item) => typeof item === 'string') ? list.join(', ') : `${list.length} items`;
    return this.#add(member, `[${printed}]`, `have length less than or equal to ${most}`);
  }

  /** A map of texts: how many entries, and how long its keys and values are. */
  entries(member: string, map: Readonly<Record<string, string>> | undefined, most: number, longest: number): this {
    if (map === undefined) return this;
    const entries = Object.entries(map);
    const printed = `{${entries.map(([key, value]) => `${key}=${value}`).join(', ')}}`;
    if (entries.length > most) this.#add(member, printed, `have length less than or equal to ${most}`);
    const fits = (text: string): boolean => text.length >= 1 && text.length <= longest;
    const bounds = `[Member must have length less than or equal to ${longest}, Member must have length greater than or equal to 1]`;
    if (!entries.every(([key]) => fits(key))) this.#fail(member, printed, `Map keys must satisfy constraint: ${bounds}`);
    if (!entries.every(([, value]) => fits(value))) this.#fail(member, printed, `Map value must satisfy constraint: ${bounds}`);
    return this;
  }

  /** @throws ValidationException that names every constraint that does not hold. */
  check(): void {
    if (this.#broken.length === 0) return;
    throw new AwsError('ValidationException', violationMessage(...this.#broken), 400);
  }

  #add(member: string, value: string | number, must: string): this {
    return this.#fail(member, value, `Member must ${must}`);
  }

  #fail(member: string, value: string | number, text: string): this {
    this.#broken.push(violation(member, value, text));
    return this;
  }
}
