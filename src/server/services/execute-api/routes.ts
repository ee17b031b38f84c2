/**
 * Chooses the resource and method of a deployment for a path: static parts win over `{variables}`, those over `{greedy+}`, and a
 * method's own name over ANY. A resource that lacks the method gives way to the next less specific one that has it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
import type { RestMethod, RestResource } from '../rest-api.ts';
import type { ApiRequest } from './api-request.ts';
import { decode } from './api-request.ts';

export interface Route {
  readonly resource: RestResource;
  readonly method: RestMethod;
  /** As sent, not decoded: so functions get them. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Stands in for the method of a request that no method takes, in what is told of it. */
export function noRoute({ method, address }: ApiRequest): Route {
  return {
    resource: { id: '', path: address.path, methods: {} },
    method: { httpMethod: method, authorizationType: 'NONE', apiKeyRequired: false, responses: {} },
    pathParameters: {},
  };
}

export interface Routes {
  /** @param path as sent; slashes at its end are ignored. */
  match(httpMethod: string, path: string): Route | undefined;
}

interface Node {
  resource: RestResource | undefined;
  readonly plain: Map<string, Node>;
  variable: { readonly name: string; readonly node: Node } | undefined;
  greedy: { readonly name: string; readonly resource: RestResource } | undefined;
}

const newNode = (): Node => ({ resource: undefined, plain: new Map(), variable: undefined, greedy: undefined });

/** The tree of a deployment's resources, made once per deployment. */
export function compileRoutes(resources: readonly RestResource[]): Routes {
  const root = newNode();
  for (const resource of resources) insert(root, resource);
  return {
    match(httpMethod, path) {
      const parts = path.replace(/\/+$/, '').split('/').slice(1);
      return walk(root, parts, 0, httpMethod, {});
    },
  };
}

function insert(root: Node, resource: RestResource): void {
  let node = root;
  for (const part of resource.path.split('/').filter((text) => text !== '')) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    if (greedy !== undefined) {
      node.greedy = { name: greedy, resource };
      return;
    }
    const variable = /^\{(.+)\}$/.exec(part)?.[1];
    if (variable !== undefined) {
      node.variable ??= { name: variable, node: newNode() };
      node = node.variable.node;
      continue;
    }
    const next = node.plain.get(part) ?? newNode();
    node.plain.set(part, next);
    node = next;
  }
  node.resource = resource;
}

function walk(
  node: Node,
  parts: readonly string[],
  at: number,
  httpMethod: string,
  found: Readonly<Record<string, string>>,
): Route | undefined {
  const part = parts[at];
  if (part === undefined) return routeOf(node.resource, httpMethod, found);
  const plain = node.plain.get(decode(part));
  const { variable, greedy } = node;
  return (
    (plain && walk(plain, parts, at + 1, httpMethod, found)) ??
    (variable && part !== '' ? walk(variable.node, parts, at + 1, httpMethod, { ...found, [variable.name]: part }) : undefined) ??
    (greedy ? routeOf(greedy.resource, httpMethod, { ...found, [greedy.name]: parts.slice(at).join('/') }) : undefined)
  );
}

function routeOf(
  resource: RestResource | undefined,
  httpMethod: string,
  pathParameters: Readonly<Record<string, string>>,
): Route | undefined {
  const method = resource?.methods[httpMethod] ?? resource?.methods['ANY'];
  return resource && method ? { resource, method, pathParameters } : undefined;
}
