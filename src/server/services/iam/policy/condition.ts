/**
 * Condition blocks (IAM User Guide, "IAM JSON policy elements: Condition operators"), in three values: a key or operator that is
 * not known here is neither true nor false, and the statement it guards is then treated as the more careful reading.
 */
import { matchesArn, matchesPattern } from '../../policy-pattern.ts';
import type { Statement } from './document.ts';

/** Known keys (lower case) with their values; a known key without a value in this request is `undefined`. */
export type ConditionContext = ReadonlyMap<string, string | undefined>;

export type Truth = 'true' | 'false' | 'unknown';

type Compare = (actual: string, expected: string) => boolean;

const operators: Readonly<Record<string, { readonly compare: Compare; readonly negated: boolean }>> = {
  stringequals: { compare: (a, e) => a === e, negated: false },
  stringnotequals: { compare: (a, e) => a === e, negated: true },
  stringequalsignorecase: { compare: (a, e) => a.toLowerCase() === e.toLowerCase(), negated: false },
  stringnotequalsignorecase: { compare: (a, e) => a.toLowerCase() === e.toLowerCase(), negated: true },
  stringlike: { compare: (a, e) => matchesPattern(e, a), negated: false },
  stringnotlike: { compare: (a, e) => matchesPattern(e, a), negated: true },
  arnequals: { compare: (a, e) => matchesArn(e, a), negated: false },
  arnlike: { compare: (a, e) => matchesArn(e, a), negated: false },
  arnnotequals: { compare: (a, e) => matchesArn(e, a), negated: true },
  arnnotlike: { compare: (a, e) => matchesArn(e, a), negated: true },
  bool: { compare: (a, e) => a.toLowerCase() === e.toLowerCase(), negated: false },
  numericequals: { compare: (a, e) => Number(a) === Number(e), negated: false },
  numericnotequals: { compare: (a, e) => Number(a) === Number(e), negated: true },
  numericlessthan: { compare: (a, e) => Number(a) < Number(e), negated: false },
  numericlessthanequals: { compare: (a, e) => Number(a) <= Number(e), negated: false },
  numericgreaterthan: { compare: (a, e) => Number(a) > Number(e), negated: false },
  numericgreaterthanequals: { compare: (a, e) => Number(a) >= Number(e), negated: false },
  dateequals: { compare: (a, e) => instant(a) === instant(e), negated: false },
  datenotequals: { compare: (a, e) => instant(a) === instant(e), negated: true },
  datelessthan: { compare: (a, e) => instant(a) < instant(e), negated: false },
  datelessthanequals: { compare: (a, e) => instant(a) <= instant(e), negated: false },
  dategreaterthan: { compare: (a, e) => instant(a) > instant(e), negated: false },
  dategreaterthanequals: { compare: (a, e) => instant(a) >= instant(e), negated: false },
};

/** Of AWS's language, whether it can be decided here or not. */
export function isOperator(name: string): boolean {
  const [, bare = ''] = /^(?:For(?:All|Any)Values?:)?(.*?)(?:IfExists)?$/i.exec(name) ?? [];
  return ['null', 'binaryequals', 'ipaddress', 'notipaddress', ...Object.keys(operators)].includes(bare.toLowerCase());
}

/** ISO 8601 or epoch seconds. */
function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** All operators and keys must hold (AND); the values of one key are alternatives (OR), or all excluded for a negated operator. */
export function evaluateConditions(conditions: Statement['conditions'], context: ConditionContext): Truth {
  let truth: Truth = 'true';
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, expected] of Object.entries(keys)) {
      const one = evaluateOne(operator.toLowerCase(), key.toLowerCase(), expected, context);
      if (one === 'false') return 'false';
      if (one === 'unknown') truth = 'unknown';
    }
  }
  return truth;
}

function evaluateOne(operator: string, key: string, expected: readonly string[], context: ConditionContext): Truth {
  if (!context.has(key)) return 'unknown';
  const actual = context.get(key);
  if (operator === 'null') return truth(expected.some((value) => (value.toLowerCase() === 'true') === (actual === undefined)));
  const ifExists = operator.endsWith('ifexists');
  const known = operators[ifExists ? operator.slice(0, -'ifexists'.length) : operator];
  // `ForAllValues:` and `ForAnyValue:` are for keys with several values, of which none is known here.
  if (!known) return 'unknown';
  if (actual === undefined) return truth(ifExists || known.negated);
  // A policy variable, `${aws:username}`, is not substituted here.
  if (expected.some((value) => value.includes('${'))) return 'unknown';
  const matched = expected.some((value) => known.compare(actual, value));
  return truth(matched !== known.negated);
}

function truth(value: boolean): Truth {
  return value ? 'true' : 'false';
}
