/** Checks of single members of an input, which EventBridge reports all in one ValidationException. Called by the operations. */
import { violation } from '../../wire/violations.ts';
import { constraintsViolated } from './errors.ts';

const namePattern = /^[.\-_A-Za-z0-9]+$/;
const shownName = '[\\.\\-_A-Za-z0-9]+';

export class Constraints {
  readonly #violations: string[] = [];

  /** Of rules and targets. */
  name(member: string, value: string | undefined, longest = 64): this {
    if (value !== undefined && !namePattern.test(value))
      this.violated(member, value, `Member must satisfy regular expression pattern: ${shownName}`);
    return this.length(member, value, 1, longest);
  }

  /** Of an event bus, or its ARN. */
  bus(member: string, value: string | undefined): this {
    const pattern = /^(?:arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/;
    if (value !== undefined && !pattern.test(value)) {
      const shown = '(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+';
      this.violated(member, value, `Member must satisfy regular expression pattern: ${shown}`);
    }
    return this.length(member, value, 1, 1_600);
  }

  length(member: string, value: string | undefined, least: number, most: number): this {
    if (value !== undefined && value.length < least)
      this.violated(member, value, `Member must have length greater than or equal to ${least}`);
    if (value !== undefined && value.length > most)
      this.violated(member, value, `Member must have length less than or equal to ${most}`);
    return this;
  }

  count(member: string, values: readonly unknown[] | undefined, least: number, most: number): this {
    if (values !== undefined && values.length < least)
      this.violated(member, shownList(values), `Member must have length greater than or equal to ${least}`);
    if (values !== undefined && values.length > most)
      this.violated(member, shownList(values), `Member must have length less than or equal to ${most}`);
    return this;
  }

  range(member: string, value: number | undefined, least: number, most: number): this {
    if (value !== undefined && value < least)
      this.violated(member, String(value), `Member must have value greater than or equal to ${least}`);
    if (value !== undefined && value > most)
      this.violated(member, String(value), `Member must have value less than or equal to ${most}`);
    return this;
  }

  oneOf(member: string, value: string | undefined, values: readonly string[]): this {
    if (value !== undefined && !values.includes(value))
      this.violated(member, value, `Member must satisfy enum value set: [${values.join(', ')}]`);
    return this;
  }

  violated(member: string, value: string, rule: string): this {
    this.#violations.push(violation(member, value, rule));
    return this;
  }

  /** @throws ValidationException when anything was violated. */
  check(): void {
    if (this.#violations.length > 0) throw constraintsViolated(this.#violations);
  }
}

function shownList(values: readonly unknown[]): string {
  return `[${values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ')}]`;
}
