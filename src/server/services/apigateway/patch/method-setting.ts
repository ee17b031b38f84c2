/**
 * A stage's settings of methods: of all (by two asterisks for resource and method) or of one,
 * `/~1pets/GET/metrics/enabled`. They are stored;
 * metrics are emitted whatever they say, and nothing is throttled or cached.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
 */
import type { RestMethodSetting, RestStage } from '../../rest-api.ts';
import { errors } from '../errors.ts';
import type { Patch } from './read-patches.ts';
import { isTrue, without } from './read-patches.ts';

const strategies = ['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'];

const unset: RestMethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

type Change = (value: string, path: string) => Partial<RestMethodSetting>;

const changes: Readonly<Record<string, Change>> = {
  'metrics/enabled': (value) => ({ metricsEnabled: isTrue(value) }),
  'logging/dataTrace': (value) => ({ dataTraceEnabled: isTrue(value) }),
  'logging/loglevel': (value, path) => ({ loggingLevel: oneOf(value, ['OFF', 'ERROR', 'INFO'], path) }),
  'throttling/burstLimit': (value, path) => ({ throttlingBurstLimit: numberIn(value, path) }),
  'throttling/rateLimit': (value, path) => ({ throttlingRateLimit: numberIn(value, path) }),
  'caching/ttlInSeconds': (value, path) => ({ cacheTtlInSeconds: numberIn(value, path) }),
  'caching/enabled': (value) => ({ cachingEnabled: isTrue(value) }),
  'caching/dataEncrypted': (value) => ({ cacheDataEncrypted: isTrue(value) }),
  'caching/requireAuthorizationForCacheControl': (value) => ({ requireAuthorizationForCacheControl: isTrue(value) }),
  'caching/unauthorizedCacheControlHeaderStrategy': (value, path) => ({
    unauthorizedCacheControlHeaderStrategy: oneOf(value, strategies, path),
  }),
};

/** What AWS's text has between the paths of throttling and caching, which it forgot to separate. */
const settingPaths = (of: string, between: string): string[] => {
  const paths = Object.keys(changes).map((name) => `/${of}/${name}`);
  const [throttled, rest] = [paths.slice(3, 6), [...paths.slice(0, 3), ...paths.slice(6)]];
  return rest.toSpliced(3, 0, throttled.join(between));
};

/** What AWS's text about a wrong path lists. */
export const stagePaths: readonly string[] = [
  ...['/deploymentId', '/description', '/cacheClusterEnabled', '/cacheClusterSize', '/clientCertificateId', '/accessLogSettings'],
  ...['/accessLogSettings/destinationArn', '/accessLogSettings/format'],
  ...settingPaths('{resourcePath}/{httpMethod}', ''),
  ...settingPaths('*/*', ' '),
  ...['/variables/{variable_name}', '/tracingEnabled'],
];

/** A method's first setting begins with what is set for all. @throws BadRequestException */
export function patchMethodSetting<Stage extends Pick<RestStage, 'methodSettings'>>(
  stage: Stage,
  { op, parts, path, value = '' }: Patch,
): Stage {
  const [resourcePath = '', httpMethod = '', ...rest] = parts;
  const key = settingKey(resourcePath, httpMethod);
  const settings = stage.methodSettings ?? {};
  if (op === 'remove') {
    // All settings of a method go together.
    if (!Object.hasOwn(settings, key) || rest.length > 0) throw errors.noMethodSetting([key, ...rest].join('/'));
    return { ...stage, methodSettings: without(settings, key) };
  }
  const change = changes[rest.join('/')];
  if (!change) throw errors.methodSettingPath(path, stagePaths);
  const before = settings[key] ?? settings['*/*'] ?? unset;
  return { ...stage, methodSettings: { ...settings, [key]: { ...before, ...change(value, path) } } };
}

/** `pets/{id}/GET`: resource paths lose the slash that they begin with, but for the root. */
export function settingKey(resourcePath: string, httpMethod: string): string {
  const path = resourcePath === '/' ? resourcePath : resourcePath.replace(/^\//, '');
  return `${path}/${httpMethod}`;
}

function numberIn(value: string, path: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw errors.patchValue(path, value);
  return number;
}

function oneOf(value: string, values: readonly string[], path: string): string {
  if (!values.includes(value)) throw errors.patchValue(path, value);
  return value;
}
