/** The paths of InputPath and InputPathsMap: `$.detail.list[0].name` (eventbridge/latest/userguide/eb-transform-target-input.html). */

export type PathStep = string | number | typeof everyElement;

export const everyElement = Symbol('*');

/** @returns undefined for what is no path. */
export function parsePath(text: string): readonly PathStep[] | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: PathStep[] = [];
  const step = /\.([^.[\]]+)|\[(\d+)\]|\[(\*)\]|\['([^']+)'\]|\["([^"]+)"\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (!found) return undefined;
    const [, name, index, star, quoted, doubleQuoted] = found;
    if (star !== undefined || name === '*') steps.push(everyElement);
    else steps.push(index === undefined ? (name ?? quoted ?? doubleQuoted ?? '') : Number(index));
  }
  return steps;
}

/** @returns undefined when there is nothing at the path. */
export function valueAt(value: unknown, steps: readonly PathStep[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (step === everyElement) {
    const found = Object.values(value).map((element: unknown) => valueAt(element, rest));
    return found.filter((element) => element !== undefined);
  }
  return Object.hasOwn(value, step) ? valueAt((value as Record<string | number, unknown>)[step], rest) : undefined;
}
