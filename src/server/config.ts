/**
 * Every option of the server, once: flag, environment variable, default, help. The command line, the docs and the health answer
 * are made from this table.
 */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly consolePort: number;
  readonly xrayPort: number;
  readonly otlpHttpPort: number;
  readonly otlpGrpcPort: number;
  readonly otlpCorsOrigins: readonly string[];
  readonly otlpIndexedAttributes: readonly string[];
  readonly dataDir: string;
  readonly ephemeral: boolean;
  readonly cacheDir: string;
  readonly clickhouseUrl: string | undefined;
  readonly region: string;
  readonly accountId: string;
  readonly auth: 'none' | 'sigv4';
  readonly sandbox: 'auto' | 'bubblewrap' | 'none';
  readonly lambdaSampling: 'aws' | 'all';
}

export interface ConfigOption {
  readonly key: keyof Config;
  readonly flag: string;
  readonly variable: string;
  readonly kind: 'port' | 'text' | 'path' | 'flag' | 'choice' | 'account' | 'list';
  readonly choices?: readonly string[];
  readonly default: string;
  readonly help: string;
}

export const configOptions: readonly ConfigOption[] = [
  {
    key: 'port',
    flag: '--port',
    variable: 'RADIOGRAPH_PORT',
    kind: 'port',
    default: '4566',
    help: 'every AWS API, execute-api and function URLs; 0 takes a free port',
  },
  {
    key: 'consolePort',
    flag: '--console-port',
    variable: 'RADIOGRAPH_CONSOLE_PORT',
    kind: 'port',
    default: '4567',
    help: 'the console',
  },
  {
    key: 'xrayPort',
    flag: '--xray-port',
    variable: 'RADIOGRAPH_XRAY_PORT',
    kind: 'port',
    default: '2000',
    help: 'the X-Ray daemon protocol, UDP and TCP',
  },
  {
    key: 'otlpHttpPort',
    flag: '--otlp-http-port',
    variable: 'RADIOGRAPH_OTLP_HTTP_PORT',
    kind: 'port',
    default: '4318',
    help: 'OTLP over HTTP',
  },
  {
    key: 'otlpGrpcPort',
    flag: '--otlp-grpc-port',
    variable: 'RADIOGRAPH_OTLP_GRPC_PORT',
    kind: 'port',
    default: '4317',
    help: 'OTLP over gRPC',
  },
  {
    key: 'otlpCorsOrigins',
    flag: '--otlp-cors-origins',
    variable: 'RADIOGRAPH_OTLP_CORS_ORIGINS',
    kind: 'list',
    default: '',
    help: 'origins whose pages may send spans, with commas between; * for all',
  },
  {
    key: 'otlpIndexedAttributes',
    flag: '--otlp-indexed-attributes',
    variable: 'RADIOGRAPH_OTLP_INDEXED_ATTRIBUTES',
    kind: 'list',
    default: '',
    help: 'attributes of spans that become annotations, with commas between, otel.resource.KEY for those of resources; * for all',
  },
  {
    key: 'host',
    flag: '--host',
    variable: 'RADIOGRAPH_HOST',
    kind: 'text',
    default: '127.0.0.1',
    help: 'address to listen on; wider than loopback exposes every function you deploy',
  },
  {
    key: 'dataDir',
    flag: '--data-dir',
    variable: 'RADIOGRAPH_DATA_DIR',
    kind: 'path',
    default: './.radiograph',
    help: 'where functions, traces and logs are kept',
  },
  {
    key: 'ephemeral',
    flag: '--ephemeral',
    variable: 'RADIOGRAPH_EPHEMERAL',
    kind: 'flag',
    default: 'false',
    help: 'keep data in a temporary directory and remove it at the end',
  },
  {
    key: 'cacheDir',
    flag: '--cache-dir',
    variable: 'RADIOGRAPH_CACHE_DIR',
    kind: 'path',
    default: '',
    help: 'runtimes and public layers, shared by all data directories',
  },
  {
    key: 'clickhouseUrl',
    flag: '--clickhouse-url',
    variable: 'RADIOGRAPH_CLICKHOUSE_URL',
    kind: 'text',
    default: '',
    help: 'a ClickHouse server or cluster instead of the embedded engine',
  },
  {
    key: 'region',
    flag: '--region',
    variable: 'RADIOGRAPH_REGION',
    kind: 'text',
    default: 'us-east-1',
    help: 'region of callers that name none',
  },
  {
    key: 'accountId',
    flag: '--account-id',
    variable: 'RADIOGRAPH_ACCOUNT_ID',
    kind: 'account',
    default: '000000000000',
    help: 'account of callers whose key names none',
  },
  {
    key: 'auth',
    flag: '--auth',
    variable: 'RADIOGRAPH_AUTH',
    kind: 'choice',
    choices: ['none', 'sigv4'],
    default: 'none',
    help: 'sigv4 verifies signatures',
  },
  {
    key: 'sandbox',
    flag: '--sandbox',
    variable: 'RADIOGRAPH_SANDBOX',
    kind: 'choice',
    choices: ['auto', 'bubblewrap', 'none'],
    default: 'auto',
    help: 'how functions are isolated',
  },
  {
    key: 'lambdaSampling',
    flag: '--lambda-sampling',
    variable: 'RADIOGRAPH_LAMBDA_SAMPLING',
    kind: 'choice',
    choices: ['aws', 'all'],
    default: 'aws',
    help: 'aws: one request a second per function and 5 % of the rest; all: every request',
  },
];

export class ConfigError extends Error {}

/** Per user, by the XDG rules; content-addressed, so that all data directories share it. */
function defaultCacheDir(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'radiograph');
}

/**
 * Flags win over variables, variables over defaults.
 * @throws ConfigError with a sentence that names the flag and what it takes.
 */
export function resolveConfig(
  flags: Readonly<Record<string, string | boolean | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const values: Record<string, unknown> = {};
  for (const option of configOptions) {
    const raw = flags[option.key] ?? environment[option.variable];
    values[option.key] = parseOption(option, raw === undefined || raw === '' ? option.default : raw);
  }
  if (values['cacheDir'] === '') values['cacheDir'] = defaultCacheDir(environment);
  if (values['clickhouseUrl'] === '') values['clickhouseUrl'] = undefined;
  return values as unknown as Config;
}

function parseOption(option: ConfigOption, raw: string | boolean): string | number | boolean | readonly string[] {
  const text = String(raw);
  switch (option.kind) {
    case 'port': {
      const port = Number(text);
      if (!/^\d+$/.test(text) || port > 65_535)
        throw new ConfigError(`${option.flag} takes a port from 0 to 65535, not "${text}".`);
      return port;
    }
    case 'flag':
      return text === 'true' || text === '1';
    case 'choice':
      if (!option.choices?.includes(text))
        throw new ConfigError(`${option.flag} takes one of ${option.choices?.join(', ')}, not "${text}".`);
      return text;
    case 'account':
      if (!/^\d{12}$/.test(text)) throw new ConfigError(`${option.flag} takes a 12-digit account id, not "${text}".`);
      return text;
    case 'path':
      return text === '' ? '' : resolve(text);
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'text':
      return text;
  }
}
