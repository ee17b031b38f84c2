/** Finds the operation, and says so loudly when AWS has it and this server does not. */
import type { Operation } from '../services/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import type { WireRequest } from '../wire/http.ts';
import type { Routed } from '../wire/router.ts';
import type { ServiceModel } from '../wire/schema.ts';
import type { Authorization } from './authorization.ts';
import type { FrontDoor } from './front-door.ts';

/** @throws AwsError UnknownOperationException (not AWS's), NotImplemented 501 (AWS's, not built here; counted). */
export function findOperation(
  door: FrontDoor,
  request: WireRequest,
  service: ServiceModel | undefined,
  authorization: Authorization | undefined,
): { routed: Routed; operation: Operation } {
  if (!service) {
    const named = authorization?.service ?? request.headers['x-amz-target']?.split('.')[0] ?? request.path;
    count(door, `${named}:*`);
    throw new AwsError('NotImplemented', `Radiograph does not emulate the service "${named}".`, 501);
  }
  const routed = door.router.route(request, service);
  const operation = door.services.get(service.id)?.operations[routed.operation.name];
  if (!operation) {
    count(door, `${service.id}:${routed.operation.name}`);
    throw new AwsError(
      'NotImplemented',
      `Radiograph does not emulate ${service.id}:${routed.operation.name} yet. See docs/reference/coverage.md.`,
      501,
    );
  }
  return { routed, operation };
}

function count(door: FrontDoor, name: string): void {
  const { unsupported } = door.counters;
  // The names come from callers: their number is bounded.
  if (unsupported.has(name) || unsupported.size < 1000) unsupported.set(name, (unsupported.get(name) ?? 0) + 1);
}
