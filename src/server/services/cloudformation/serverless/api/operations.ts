/** Walks the operations of an OpenAPI document, those under a condition too. Who calls it: whatever adds to every operation. */
import { InvalidTemplate } from '../errors.ts';
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
  if (branches !== undefined) throw new InvalidTemplate('Value of Fn::If must be a list.');
  return isMap(value) && value['Ref'] !== 'AWS::NoValue' ? [value] : [];
}

/**
 * Operations that API Gateway does something for.
 * @throws InvalidTemplate for what is no operation, unless only those that are one are wanted.
 */
export function operationsOf(paths: unknown, wanted?: 'whatever is one'): DocumentOperation[] {
  if (!isMap(paths)) return [];
  return Object.entries(paths).flatMap(([path, item]) =>
    alternatives(item).flatMap((methods) =>
      Object.entries(methods)
        .filter(([method]) => !notMethods.includes(method))
        .flatMap(([method, operation]) =>
          alternatives(wanted === undefined ? requireMap(path, method, operation) : operation)
            .filter((one) => one['x-amazon-apigateway-integration'] !== undefined)
            .map((one) => ({ path, method: method.toLowerCase() === 'any' ? anyMethod : method.toLowerCase(), operation: one })),
        ),
    ),
  );
}

function requireMap(path: string, method: string, operation: unknown): Fields {
  if (isMap(operation)) return operation;
  throw new InvalidTemplate(`Definition of method '${method}' for path '${path}' should be a map.`);
}

export const anyMethod = 'x-amazon-apigateway-any-method';
