import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

describe('the address of a request', () => {
  it.each([
    ['127.0.0.1:4566', '/restapis/abc123/Prod/_user_request_/hello/x', { apiId: 'abc123', stageName: 'Prod', path: '/hello/x' }],
    ['127.0.0.1:4566', '/restapis/abc123/Prod/_user_request_', { apiId: 'abc123', stageName: 'Prod', path: '/' }],
    ['localhost', '/restapis/abc123/%24default/_user_request_/x', { apiId: 'abc123', stageName: '$default', path: '/x' }],
    ['localhost', '/_aws/execute-api/abc123/dev/a%20b', { apiId: 'abc123', stageName: 'dev', path: '/a%20b' }],
    [
      'abc123.execute-api.localhost:4566',
      '/Prod/hello',
      { apiId: 'abc123', stageName: 'Prod', path: '/hello', wholePath: '/Prod/hello' },
    ],
    ['abc123.execute-api.localhost', '/Prod', { apiId: 'abc123', stageName: 'Prod', path: '/', wholePath: '/Prod' }],
    ['abc123.execute-api.localhost', '/', { apiId: 'abc123', stageName: '', path: '/', wholePath: '/' }],
    [
      'abc123.execute-api.eu-west-1.amazonaws.com',
      '/Prod//hello',
      { apiId: 'abc123', region: 'eu-west-1', stageName: 'Prod', path: '/hello', sentPath: '//hello', wholePath: '/Prod//hello' },
    ],
    [
      'abc123.execute-api.localhost',
      '//Prod/hello',
      { apiId: 'abc123', stageName: 'Prod', path: '/hello', wholePath: '/Prod/hello' },
    ],
    [
      'abc123.execute-api.us-gov-east-1.localhost:80',
      '/s/p',
      { apiId: 'abc123', region: 'us-gov-east-1', stageName: 's', path: '/p', wholePath: '/s/p' },
    ],
  ])('%s%s', (host, path, expected) => {
    expect(parseAddress(host, path)).toEqual({ region: undefined, sentPath: expected.path, ...expected });
  });

  it.each([
    ['127.0.0.1:4566', '/restapis/abc123/stages/Prod'],
    ['127.0.0.1:4566', '/restapis/abc123'],
    ['apigateway.us-east-1.amazonaws.com', '/restapis'],
    ['execute-api.localhost', '/x'],
  ])('%s%s is not one of an API', (host, path) => {
    expect(parseAddress(host, path)).toBeUndefined();
  });
});
