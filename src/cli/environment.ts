/**
 * The environment that makes an unmodified AWS client talk to Radiograph, and only to Radiograph.
 *
 * Who calls it: `run` (the whole environment of a child) and `env` (the export lines). The precedence it defends against is the
 * SDKs': service-specific endpoint > AWS_ENDPOINT_URL > profile, and credentials from profile, web identity, container and EC2
 * metadata (docs: AWS SDKs and Tools reference guide, "Service-specific endpoints" and "Standardized credential providers").
 */

/** What a client needs to know of a server. */
export interface ServerAddress {
  /** `http://127.0.0.1:4566`. */
  readonly apiUrl: string;
  readonly region: string;
  /** `127.0.0.1:2000`; undefined when the server has no daemon port. */
  readonly xrayAddress: string | undefined;
  /** `http://127.0.0.1:4318`, to which exporters add `/v1/traces`. */
  readonly otlpUrl: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

const defaultDaemonAddress = '127.0.0.1:2000';
const defaultOtlpPort = '4318';

/** Each would win over what we set, or take credentials or an endpoint from somewhere else. */
const misleading: readonly RegExp[] = [
  /^AWS_ENDPOINT_URL_/,
  /^AWS_IGNORE_CONFIGURED_ENDPOINT_URLS$/,
  /^AWS_(DEFAULT_)?PROFILE$/,
  /^AWS_(SESSION|SECURITY)_TOKEN$/,
  /^AWS_CREDENTIAL_/,
  /^AWS_WEB_IDENTITY_TOKEN_FILE$/,
  /^AWS_ROLE_(ARN|SESSION_NAME)$/,
  /^AWS_CONTAINER_/,
  /^AWS_BEARER_TOKEN_/,
  /^AWS_USE_(FIPS|DUALSTACK)_ENDPOINT$/,
  /^AWS_ACCOUNT_ID(_ENDPOINT_MODE)?$/,
  /^AWS_SDK_LOAD_CONFIG$/,
  /^BOTO_CONFIG$/,
];

/** Where OpenTelemetry's exporters send, which may be X-Ray's own endpoint. */
const otlpEndpoint = /^OTEL_EXPORTER_OTLP_([A-Z]+_)?ENDPOINT$/;

const loopback = ['127.0.0.1', 'localhost', '.localhost', '::1'];

/** Variables that every client understands. Addresses of daemon and OTLP are given only when they are not where SDKs look anyway. */
export function clientVariables(server: ServerAddress): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: server.apiUrl,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: server.region,
    AWS_DEFAULT_REGION: server.region,
    ...(server.xrayAddress !== undefined && server.xrayAddress !== defaultDaemonAddress
      ? { AWS_XRAY_DAEMON_ADDRESS: server.xrayAddress }
      : {}),
    ...(new URL(server.otlpUrl).port === defaultOtlpPort ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: server.otlpUrl }),
  };
}

/**
 * `caller`'s environment with everything removed or replaced that could lead a client to real AWS.
 * @param emptyFile path of a file of no bytes, which stands for the configuration and the credentials file.
 */
export function closedEnvironment(caller: Variables, server: ServerAddress, emptyFile: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(caller)) {
    if (value === undefined || misleading.some((pattern) => pattern.test(name))) continue;
    if (otlpEndpoint.test(name) && value.includes('amazonaws.com')) continue;
    kept[name] = value;
  }
  // Without a daemon port here, an address of the caller's would send his segments somewhere else; port 0 reaches nobody.
  const daemon = server.xrayAddress ?? '127.0.0.1:0';
  const direct = withoutProxy(caller, new URL(server.apiUrl).hostname);
  return {
    ...kept,
    ...clientVariables(server),
    ...(/^\d{12}$/.test(caller['AWS_ACCESS_KEY_ID'] ?? '') ? { AWS_ACCESS_KEY_ID: caller['AWS_ACCESS_KEY_ID'] ?? '' } : {}),
    AWS_XRAY_DAEMON_ADDRESS: daemon,
    AWS_CONFIG_FILE: emptyFile,
    AWS_SHARED_CREDENTIALS_FILE: emptyFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: direct,
    no_proxy: direct,
    // These two report to AWS by themselves.
    SAM_CLI_TELEMETRY: '0',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/** The caller's list of hosts that need no proxy, with loopback and the server added. */
function withoutProxy(caller: Variables, host: string): string {
  const listed = (caller['NO_PROXY'] || caller['no_proxy'] || '').split(',').map((entry) => entry.trim());
  return [...new Set([...listed, ...loopback, host])].filter((entry) => entry !== '').join(',');
}

/** `export NAME='value'` lines for a POSIX shell's `eval`. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${/^[\w.:/@-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`}`)
    .join('\n');
}
