/** The order of the functions list. Used by FunctionsPage.tsx; pure. */
import type { FunctionConfiguration } from '../api/lambda-types.ts';

export type FunctionColumn = 'FunctionName' | 'Runtime' | 'tracing' | 'LastModified' | 'MemorySize' | 'Timeout';

const columns: readonly string[] = ['FunctionName', 'Runtime', 'tracing', 'LastModified', 'MemorySize', 'Timeout'];

/** Of the address: `-LastModified`, which is also what anything else is taken for. */
export function orderOf(sort = '-LastModified'): { readonly column: FunctionColumn; readonly descending: boolean } {
  const column = sort.replace(/^-/, '');
  return columns.includes(column)
    ? { column: column as FunctionColumn, descending: sort.startsWith('-') }
    : { column: 'LastModified', descending: true };
}

/** A new list; equal ones keep the order of their names. */
export function sortFunctions(
  functions: readonly FunctionConfiguration[],
  column: FunctionColumn,
  descending: boolean,
): readonly FunctionConfiguration[] {
  const sign = descending ? -1 : 1;
  return [...functions].sort(
    (one, other) =>
      sign * compare(memberOf(one, column), memberOf(other, column)) || compare(one.FunctionName, other.FunctionName),
  );
}

/** `PassThrough` is what a function without the member has. */
export function tracingMode({ TracingConfig }: FunctionConfiguration): string {
  return TracingConfig?.Mode ?? 'PassThrough';
}

function memberOf(row: FunctionConfiguration, column: FunctionColumn): string | number | undefined {
  return column === 'tracing' ? tracingMode(row) : row[column];
}

function compare(one: string | number | undefined, other: string | number | undefined): number {
  if (one === other) return 0;
  if (one === undefined) return -1;
  if (other === undefined) return 1;
  return one < other ? -1 : 1;
}

/** Lambda's `2026-01-01T00:00:00.000+0000` → seconds since 1970; undefined for what is no time. */
export function lambdaTime(text: string | undefined): number | undefined {
  const value = Date.parse((text ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(value) ? undefined : value / 1000;
}
