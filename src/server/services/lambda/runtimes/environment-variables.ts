/**
 * The variables that a function sees (lambda/latest/dg/configuration-envvars.html), in the order in which they win: Lambda's defaults,
 * the function's own, Lambda's reserved ones. Called by environment/start.ts.
 */
import type { TemporaryCredentials } from '../../ports.ts';
import type { FunctionVersion } from '../function.ts';
import type { Places } from './runtime.ts';

export interface VariableSources {
  readonly version: FunctionVersion;
  readonly places: Places;
  readonly runtimeVariables: Readonly<Record<string, string>>;
  readonly credentials: TemporaryCredentials;
  readonly logStream: string;
  /** host:port of the environment's own doors. */
  readonly runtimeApi: string;
  readonly api: string;
  readonly daemon: string;
  /** Undefined where it is where OpenTelemetry's exporters look for it anyway: 127.0.0.1:4318. */
  readonly otlp: string | undefined;
  /** Files that hold the authority of the environment's own TLS: alone, and with the public roots. */
  readonly certificates: { readonly authority: string; readonly bundle: string } | undefined;
}

export function environmentVariables(sources: VariableSources): Record<string, string> {
  const { version, places, credentials } = sources;
  const [daemonHost = '', daemonPort = ''] = sources.daemon.split(':');
  const json = version.loggingConfig.LogFormat === 'JSON';
  const provided = version.runtime.startsWith('provided');
  return {
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: sources.daemon,
    AWS_ENDPOINT_URL: `http://${sources.api}`,
    ...(sources.otlp === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${sources.otlp}` }),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: places.isolated ? '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin' : (process.env['PATH'] ?? '/usr/bin:/bin'),
    ...(places.isolated
      ? { LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib' }
      : {}),
    PWD: places.task,
    SHLVL: '0',
    ...trust(sources.certificates),
    ...sources.runtimeVariables,
    ...version.environment,
    _HANDLER: version.handler,
    _AWS_XRAY_DAEMON_ADDRESS: daemonHost,
    _AWS_XRAY_DAEMON_PORT: daemonPort,
    ...(provided ? {} : { _LAMBDA_TELEMETRY_LOG_FD: '3' }),
    AWS_REGION: version.region,
    AWS_DEFAULT_REGION: version.region,
    ...(provided ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${version.runtime}` }),
    AWS_LAMBDA_FUNCTION_NAME: version.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memorySize),
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: version.loggingConfig.LogGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: sources.logStream,
    ...(json ? { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: version.loggingConfig.ApplicationLogLevel ?? 'INFO' } : {}),
    AWS_LAMBDA_RUNTIME_API: sources.runtimeApi,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    LAMBDA_TASK_ROOT: places.task,
    LAMBDA_RUNTIME_DIR: places.runtime,
  };
}

/** Each client has a variable of its own: OpenSSL and Go, boto3, requests, Node. A function's own value wins. */
function trust(certificates: VariableSources['certificates']): Record<string, string> {
  if (certificates === undefined) return {};
  const { authority, bundle } = certificates;
  return { SSL_CERT_FILE: bundle, AWS_CA_BUNDLE: bundle, REQUESTS_CA_BUNDLE: bundle, NODE_EXTRA_CA_CERTS: authority };
}
