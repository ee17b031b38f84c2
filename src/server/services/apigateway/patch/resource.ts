/**
 * What UpdateResource can patch: a resource can be renamed, or moved below another, with all below it.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateResource-Patch
 */
import type { RestResource } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import { checkPlace } from '../resource-rules.ts';
import type { Patch } from './read-patches.ts';

/** @param all of the API. @throws BadRequestException, NotFoundException, ConflictException */
export function patchResource(all: readonly RestResource[], resource: RestResource, patch: Patch): RestResource {
  const { op, path, value = '' } = patch;
  if (op !== 'replace') throw errors.patchUnsupported(path, op);
  if (path !== '/parentId' && path !== '/pathPart') throw errors.patchPath(path, op, ['/parentId', '/pathPart']);
  if (!resource.parentId) throw errors.updateRoot(path.slice(1));
  const parentId = path === '/parentId' ? value : resource.parentId;
  const parent = all.find(({ id }) => id === parentId);
  if (!parent) throw errors.noResource();
  if (parent.id === resource.id || parent.path.startsWith(`${resource.path}/`)) throw errors.cyclical();
  const pathPart = path === '/pathPart' ? value : (resource.pathPart ?? '');
  const others = all.filter(({ id }) => id !== resource.id);
  checkPlace(others, parent, pathPart);
  return { ...resource, parentId, pathPart, path: `${parent.path === '/' ? '' : parent.path}/${pathPart}` };
}

/** Those below a resource that has moved, with their new paths. */
export function movedBelow(all: readonly RestResource[], before: RestResource, after: RestResource): RestResource[] {
  return all
    .filter(({ path }) => path.startsWith(`${before.path}/`))
    .map((resource) => ({ ...resource, path: `${after.path}${resource.path.slice(before.path.length)}` }));
}
