import { describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../function.ts';
import { environmentVariables } from './environment-variables.ts';

const build = (changes: Partial<FunctionVersion>, otlp?: string): Record<string, string> =>
  environmentVariables({
    version: {
      functionName: 'f',
      version: '$LATEST',
      region: 'eu-west-1',
      runtime: 'python3.11',
      handler: 'app.handler',
      memorySize: 128,
      environment: undefined,
      loggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/f' },
      ...changes,
    } as FunctionVersion,
    places: {
      task: '/var/task',
      opt: '/opt',
      runtime: '/var/runtime',
      lang: '/var/lang',
      programs: '/run/radiograph',
      isolated: true,
    },
    runtimeVariables: { PYTHONPATH: '/var/runtime' },
    credentials: {
      accessKeyId: 'ASIA',
      secretAccessKey: 's',
      sessionToken: 't',
      expiration: new Date(0),
      principalArn: '',
      userId: '',
    },
    logStream: 'stream',
    runtimeApi: '127.0.0.1:9001',
    api: '127.0.0.1:4566',
    daemon: '127.0.0.1:2000',
    otlp,
    certificates: undefined,
  });

describe("a function's variables", () => {
  it("are Lambda's, with the daemon and the API at the environment's own doors, and no trace header yet", () => {
    const variables = build({});
    expect(variables).toMatchObject({
      _HANDLER: 'app.handler',
      AWS_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.11',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
      _AWS_XRAY_DAEMON_PORT: '2000',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      LAMBDA_TASK_ROOT: '/var/task',
      TZ: ':UTC',
      PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    });
    expect(variables).not.toHaveProperty('_X_AMZN_TRACE_ID');
    expect(variables).not.toHaveProperty('OTEL_EXPORTER_OTLP_ENDPOINT');
    expect(variables).not.toHaveProperty('AWS_LAMBDA_LOG_FORMAT');
  });

  it('let the function override what is not reserved', () => {
    expect(build({ environment: { PYTHONPATH: '/var/task/lib', TZ: 'Asia/Tokyo', TABLE: 'x' } })).toMatchObject({
      PYTHONPATH: '/var/task/lib',
      TZ: 'Asia/Tokyo',
      TABLE: 'x',
    });
  });

  it('have no AWS_EXECUTION_ENV and no log descriptor in a provided runtime', () => {
    const variables = build({ runtime: 'provided.al2023' });
    expect(variables).not.toHaveProperty('AWS_EXECUTION_ENV');
    expect(variables).not.toHaveProperty('_LAMBDA_TELEMETRY_LOG_FD');
  });

  it('tell the runtime about JSON logging', () => {
    expect(build({ loggingConfig: { LogFormat: 'JSON', LogGroup: 'g', ApplicationLogLevel: 'WARN' } })).toMatchObject({
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'WARN',
    });
  });

  it("say where OpenTelemetry's door is when it is not at its own port, unless the function says so", () => {
    expect(build({}, '127.0.0.1:40318')).toMatchObject({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:40318' });
    const own = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    expect(build({ environment: own }, '127.0.0.1:40318')).toMatchObject(own);
  });
});
