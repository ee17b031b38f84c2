import { describe, expect, it } from 'vitest';
import { checkMappedHeaders, sendable } from './header-rules.ts';

describe('a header that a mapping names', () => {
  it.each(['Content-Length', 'transfer-encoding', 'X-Amzn-Trace-Id', 'X-Amzn-Apigateway-Api-Id'])('cannot be %s', (name) => {
    for (const type of ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY'] as const)
      expect(() => checkMappedHeaders([[name, '']], type)).toThrow(`${name} header already present`);
  });

  it.each(['Authorization', 'Connection', 'Expect', 'Proxy-Authenticate', 'TE'])(
    'can be %s only where API Gateway does not sign the request',
    (name) => {
      expect(() => checkMappedHeaders([[name, '']], 'HTTP')).not.toThrow();
      for (const type of ['AWS', 'AWS_PROXY'] as const)
        expect(() => checkMappedHeaders([[name, '']], type)).toThrow(`${name} header already present`);
    },
  );

  it('is not sent to the back end when it is one of the few that never are', () => {
    const headers = ['Expect', 'Proxy-Authenticate', 'TE', 'Via', 'Referer', 'X-Own'].map((name) => [name, 'x'] as const);
    const names = (type: 'AWS' | 'HTTP') => sendable(headers, type).map(([name]) => name);
    expect(names('HTTP')).toEqual(['Referer', 'X-Own']);
    expect(names('AWS')).toEqual(['Via', 'X-Own']);
  });
});
