/**
 * Checks of single members of an input, before anything else is looked at. AWS reports all broken ones in one
 * ValidationException; the operations of this service collect them here.
 */
import { validationFailed } from './errors.ts';

export class Constraints {
  readonly #violations: string[] = [];

  length(member: string, value: string | undefined, minimum: number, maximum: number): this {
    if (value === undefined) return this;
    if (value.length < minimum) this.violated(member, value, `Member must have length greater than or equal to ${minimum}`);
    if (value.length > maximum) this.violated(member, value, `Member must have length less than or equal to ${maximum}`);
    return this;
  }

  range(member: string, value: number | undefined, minimum: number, maximum: number): this {
    if (value === undefined) return this;
    if (value < minimum) this.violated(member, String(value), `Member must have value greater than or equal to ${minimum}`);
    if (value > maximum) this.violated(member, String(value), `Member must have value less than or equal to ${maximum}`);
    return this;
  }

  /** @param pattern must match the whole value. @param shown AWS's own spelling of it. */
  pattern(member: string, value: string | undefined, pattern: RegExp, shown: string): this {
    if (value !== undefined && !pattern.test(value)) {
      this.violated(member, value, `Member must satisfy regular expression pattern: ${shown}`);
    }
    return this;
  }

  oneOf(member: string, value: string | undefined, values: readonly string[]): this {
    if (value !== undefined && !values.includes(value)) {
      this.violated(member, value, `Member must satisfy enum value set: [${values.join(', ')}]`);
    }
    return this;
  }

  /** @param value Undefined: one that AWS does not repeat. */
  violated(member: string, value: string | undefined, rule: string): this {
    const shown = value === undefined ? 'Value' : `Value '${value}'`;
    this.#violations.push(`${shown} at '${member}' failed to satisfy constraint: ${rule}`);
    return this;
  }

  /** @throws ValidationException when anything was violated. */
  check(): void {
    if (this.#violations.length > 0) throw validationFailed(this.#violations);
  }
}
