import { describe, expect, it } from 'vitest';
import type { RestResource } from '../rest-api.ts';
import { compileRoutes } from './routes.ts';

function resource(path: string, ...methods: string[]): RestResource {
  const method = (httpMethod: string) => ({ httpMethod, authorizationType: 'NONE', apiKeyRequired: false, responses: {} });
  return { id: path, path, methods: Object.fromEntries(methods.map((name) => [name, method(name)])) };
}

const routes = compileRoutes([
  resource('/'),
  resource('/hello', 'GET'),
  resource('/users/{id}', 'GET', 'ANY'),
  resource('/users/me', 'GET'),
  resource('/users/{id}/orders/{order}', 'GET'),
  resource('/files/{proxy+}', 'ANY'),
  resource('/{proxy+}', 'POST'),
]);

const found = (method: string, path: string) => {
  const route = routes.match(method, path);
  return route && [route.resource.path, route.method.httpMethod, route.pathParameters];
};

describe('a route', () => {
  it.each([
    ['GET', '/hello', ['/hello', 'GET', {}]],
    ['GET', '/hello/', ['/hello', 'GET', {}]],
    ['GET', '/users/me', ['/users/me', 'GET', {}]],
    ['GET', '/users/m%65', ['/users/me', 'GET', {}]],
    ['GET', '/users/7', ['/users/{id}', 'GET', { id: '7' }]],
    ['DELETE', '/users/me', ['/users/{id}', 'ANY', { id: 'me' }]],
    ['GET', '/users/a%20b/orders/x%2Fy', ['/users/{id}/orders/{order}', 'GET', { id: 'a%20b', order: 'x%2Fy' }]],
    ['PUT', '/files/a/b/c', ['/files/{proxy+}', 'ANY', { proxy: 'a/b/c' }]],
    ['POST', '/hello', ['/{proxy+}', 'POST', { proxy: 'hello' }]],
    ['POST', '/users/7/nothing', ['/{proxy+}', 'POST', { proxy: 'users/7/nothing' }]],
  ])('%s %s', (method, path, expected) => {
    expect(found(method, path)).toEqual(expected);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/nothing'],
    ['PUT', '/hello'],
    ['GET', '/files'],
    ['GET', '/HELLO'],
    ['GET', '/hello/%'],
  ])('%s %s is none', (method, path) => {
    expect(found(method, path)).toBeUndefined();
  });
});
