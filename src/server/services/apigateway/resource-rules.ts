/**
 * Where a resource may stand in the tree of its API, and what its part of the path may be.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
import type { RestResource } from '../rest-api.ts';
import { errors } from './errors.ts';

const plainPart = /^[A-Za-z0-9._:~$-]+$/;
const variablePart = /^\{[A-Za-z0-9._:-]+\+?\}$/;

/** @throws BadRequestException for a bad part or a second variable sibling, ConflictException for a part that is there. */
export function checkPlace(others: readonly RestResource[], parent: RestResource, pathPart: string): void {
  const isVariable = variablePart.test(pathPart);
  if (!isVariable && !plainPart.test(pathPart)) throw errors.pathPart();
  if (parent.pathPart?.endsWith('+}')) throw errors.childOfGreedy(parent.pathPart);
  const siblings = others.filter((resource) => resource.parentId === parent.id);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) throw errors.samePathPart(pathPart);
  const rival = isVariable ? siblings.find((sibling) => sibling.pathPart?.startsWith('{')) : undefined;
  if (rival?.pathPart) throw errors.siblingVariable(rival.pathPart);
}
