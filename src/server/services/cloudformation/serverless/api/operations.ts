/** Walks the operations of an OpenAPI document, those under a condition too. Who calls it: whatever adds to every operation. */
import { type Fields, isMap } from '../values.ts';

export interface DocumentOperation {
  readonly path: string;
  /** As the document has it. */
  readonly method: string;
  /** Changed in place. */
  readonly operation: Fields;
}

const notMethods = ['summary', 'description', 'parameters', 'servers'];

/** What `Fn::If` chooses from, without AWS::NoValue; any other value is itself. */
export function alternatives(value: unknown): Fields[] {
  const branches = isMap(value) ? value['Fn::If'] : undefined;
  if (Array.isArray(branches)) return branches.slice(1).flatMap(alternatives);
  return isMap(value) && value['Ref'] !== 'AWS::NoValue' ? [value] : [];
}

/** Operations that API Gateway does something for. */
export function operationsOf(paths: unknown): DocumentOperation[] {
  if (!isMap(paths)) return [];
  return Object.entries(paths).flatMap(([path, item]) =>
    alternatives(item).flatMap((methods) =>
      Object.entries(methods)
        .filter(([method]) => !notMethods.includes(method))
        .flatMap(([method, operation]) =>
          alternatives(operation)
            .filter((one) => one['x-amazon-apigateway-integration'] !== undefined)
            .map((one) => ({ path, method: method.toLowerCase() === 'any' ? anyMethod : method.toLowerCase(), operation: one })),
        ),
    ),
  );
}

export const anyMethod = 'x-amazon-apigateway-any-method';
