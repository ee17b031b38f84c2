import { describe, expect, it } from 'vitest';
import { clientVariables, closedEnvironment, exportLines } from './environment.ts';

const server = {
  apiUrl: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  xrayAddress: '127.0.0.1:2000',
  otlpUrl: 'http://127.0.0.1:4318',
};

describe('clientVariables', () => {
  it('leaves the daemon address out where the SDKs look for it anyway', () => {
    expect(clientVariables(server)).toEqual({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
    });
  });

  it('names the daemon address when it is another', () => {
    expect(clientVariables({ ...server, xrayAddress: '127.0.0.1:2001' })).toMatchObject({
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2001',
    });
  });
});

describe('the address of OTLP', () => {
  it('is named when it is not where exporters look for it anyway', () => {
    expect(clientVariables({ ...server, otlpUrl: 'http://127.0.0.1:4566' })).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4566',
    });
  });

  it("is the caller's own, unless that is AWS", () => {
    const name = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
    expect(closedEnvironment({ [name]: 'http://collector:4318' }, server, '/empty')).toHaveProperty(
      name,
      'http://collector:4318',
    );
    expect(closedEnvironment({ [name]: 'https://xray.us-east-1.amazonaws.com/v1/traces' }, server, '/empty')).not.toHaveProperty(
      name,
    );
  });
});

describe('closedEnvironment', () => {
  it('keeps what has nothing to do with AWS', () => {
    expect(closedEnvironment({ PATH: '/bin', LANG: 'C' }, server, '/empty')).toMatchObject({ PATH: '/bin', LANG: 'C' });
  });

  it.each([
    'AWS_ENDPOINT_URL_S3',
    'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_SESSION_TOKEN',
    'AWS_SECURITY_TOKEN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_ROLE_ARN',
    'AWS_ROLE_SESSION_NAME',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    'AWS_CREDENTIAL_EXPIRATION',
    'AWS_USE_FIPS_ENDPOINT',
    'AWS_USE_DUALSTACK_ENDPOINT',
  ])('drops %s', (name) => {
    expect(closedEnvironment({ [name]: 'x' }, server, '/empty')).not.toHaveProperty(name);
  });

  it('replaces real credentials, the region, the endpoint and the daemon', () => {
    const caller = {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: 'https://example.com',
      AWS_XRAY_DAEMON_ADDRESS: '10.0.0.1:2000',
    };
    expect(closedEnvironment(caller, server, '/empty')).toMatchObject({
      ...clientVariables(server),
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    });
  });

  it('keeps a key of 12 digits, which chooses an account and opens nothing', () => {
    expect(closedEnvironment({ AWS_ACCESS_KEY_ID: '123456789012' }, server, '/empty')).toMatchObject({
      AWS_ACCESS_KEY_ID: '123456789012',
    });
  });

  it('points both configuration files at nothing, and switches instance metadata off', () => {
    const caller = { AWS_CONFIG_FILE: '/home/me/.aws/config', AWS_SHARED_CREDENTIALS_FILE: '/home/me/.aws/credentials' };
    expect(closedEnvironment(caller, server, '/empty')).toMatchObject({
      AWS_CONFIG_FILE: '/empty',
      AWS_SHARED_CREDENTIALS_FILE: '/empty',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it('goes around a proxy to loopback, and keeps the exceptions there are', () => {
    const { NO_PROXY, no_proxy } = closedEnvironment(
      { HTTPS_PROXY: 'http://proxy:3128', no_proxy: 'intranet' },
      server,
      '/empty',
    );
    expect(NO_PROXY).toBe('intranet,127.0.0.1,localhost,.localhost,::1');
    expect(no_proxy).toBe(NO_PROXY);
  });

  it('sends segments nowhere when the server has no daemon port', () => {
    const caller = { AWS_XRAY_DAEMON_ADDRESS: '10.0.0.1:2000' };
    expect(closedEnvironment(caller, { ...server, xrayAddress: undefined }, '/empty')).toMatchObject({
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:0',
    });
  });
});

describe('exportLines', () => {
  it('quotes what a shell would read otherwise', () => {
    expect(exportLines({ A: 'http://127.0.0.1:4566', B: "it's $HOME" })).toBe(
      "export A=http://127.0.0.1:4566\nexport B='it'\\''s $HOME'",
    );
  });
});
