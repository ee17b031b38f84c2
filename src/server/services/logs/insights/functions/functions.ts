/**
 * The functions of Logs Insights by name, in small letters. Aggregations are in `aggregates/`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
import type { Value } from '../values.ts';
import { addressFunctions } from './address.ts';
import { encodingFunctions } from './encoding.ts';
import { generalFunctions } from './general.ts';
import { numberFunctions } from './number.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './time.ts';

export interface QueryFunction {
  /** How many arguments it takes, at least and at most. */
  readonly args: readonly [number, number];
  /** A period comes as it is written; everything that is missing as undefined. */
  apply(args: readonly Argument[], call: FunctionCall): Value;
}

export type Argument = Value | import('../period.ts').Period;

export interface FunctionCall {
  /** Epoch milliseconds of the event; undefined behind `stats`. */
  readonly timestamp: number | undefined;
  /** Epoch milliseconds at which the query was started. */
  readonly now: number;
}

const functions: ReadonlyMap<string, QueryFunction> = new Map(
  Object.entries({
    ...addressFunctions,
    ...encodingFunctions,
    ...generalFunctions,
    ...numberFunctions,
    ...textFunctions,
    ...timeFunctions,
  }).map(([name, known]) => [name.toLowerCase(), known]),
);

export const functionNamed = (name: string): QueryFunction | undefined => functions.get(name);
