import { describe, expect, it } from 'vitest';
import { Router } from './router.ts';
import { ServiceModel } from './schema.ts';

/** Two services that sign with one name, as API Gateway's do. */
function service(id: string, uri: string): ServiceModel {
  return new ServiceModel({
    id,
    signingName: 'apigateway',
    namespace: 'x',
    version: '',
    target: '',
    rest: 'json',
    operations: { Get: [{ http: ['GET', uri, 200] }, 'unit', 'unit'] },
    shapes: {},
  });
}

const router = new Router([service('apigateway', '/restapis/{id}'), service('apigatewayv2', '/v2/apis/{id}')]);
const find = (path: string) =>
  router.findService({ method: 'GET', path, query: new URLSearchParams(), headers: {}, body: new Uint8Array() }, 'apigateway')
    ?.id;

describe('services that sign with one name', () => {
  it('are told apart by the path', () => {
    expect(find('/restapis/abc')).toBe('apigateway');
    expect(find('/v2/apis/abc')).toBe('apigatewayv2');
  });

  it('leave a path that neither has to the first', () => {
    expect(find('/nothing')).toBe('apigateway');
  });
});
