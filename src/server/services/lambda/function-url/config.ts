/** What the five FunctionUrlConfig operations have in common (lambda/latest/dg/urls-configuration.html). */
import { randomBytes } from 'node:crypto';
import type { Cors, CreateFunctionUrlConfigResponse, FunctionUrlConfig } from '@aws-sdk/client-lambda';
import type { StoredFunctionUrl } from '../../function-url.ts';
import { reachableFunctionUrl, urlOwnerScope } from '../../function-url.ts';
import type { HttpCors } from '../../http-api.ts';
import type { Tenant } from '../../ports.ts';
import { Constraints } from '../constraints.ts';
import { resourceNotFound } from '../errors.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import type { LambdaStore } from '../store.ts';

export interface UrlInput {
  readonly FunctionName: string | undefined;
  readonly Qualifier?: string | undefined;
  readonly AuthType?: string | undefined;
  readonly InvokeMode?: string | undefined;
  readonly Cors?: Cors | undefined;
}

export interface UrlName {
  readonly name: string;
  readonly alias: string | undefined;
  /** Of the store. */
  readonly key: string;
}

/** @throws ValidationException; a qualifier can only be an alias. */
export function nameUrl(tenant: Tenant, input: UrlInput): UrlName {
  const { AllowHeaders, AllowMethods, AllowOrigins, ExposeHeaders, MaxAge } = input.Cors ?? {};
  const constraints = new Constraints()
    .pattern('qualifier', input.Qualifier, /^(?!\d+$)[0-9a-zA-Z-_]+$/, '((?!^\\d+$)^[0-9a-zA-Z-_]+$)')
    .oneOf('authType', input.AuthType, ['NONE', 'AWS_IAM'])
    .oneOf('invokeMode', input.InvokeMode, ['RESPONSE_STREAM', 'BUFFERED'])
    .range('cors.maxAge', MaxAge, 0, 86_400);
  const lists = [
    ['cors.allowHeaders', AllowHeaders, 100, 1_024],
    ['cors.allowMethods', AllowMethods, 6, 6],
    ['cors.allowOrigins', AllowOrigins, 100, 253],
    ['cors.exposeHeaders', ExposeHeaders, 100, 1_024],
  ] as const;
  for (const [member, values = [], most, longest] of lists) {
    if (values.length > most) {
      constraints.violated(member, `[${values.join(', ')}]`, `Member must have length less than or equal to ${most}`);
    }
    if (values.some((value) => value.length > longest)) {
      constraints.violated(
        member,
        `[${values.join(', ')}]`,
        `Member must satisfy constraint: [Member must have length less than or equal to ${longest}]`,
      );
    }
  }
  constraints.check();
  const { name, qualifier } = parseFunctionName(tenant, input.FunctionName ?? '', input.Qualifier);
  return { name, alias: qualifier, key: qualifier === undefined ? name : `${name}:${qualifier}` };
}

/** @throws ResourceNotFoundException when there is no such function, or no such alias of it. */
export function checkUrlTarget(store: LambdaStore, tenant: Tenant, { name, alias }: UrlName): void {
  const there = store.functions.get(tenant, name) && (alias === undefined || store.aliases.get(tenant, `${name}:${alias}`));
  if (!there) throw resourceNotFound('Function does not exist');
}

/** @throws ResourceNotFoundException */
export function findUrl(store: LambdaStore, tenant: Tenant, { key }: UrlName): StoredFunctionUrl {
  const url = store.urls.get(tenant, key);
  if (!url) throw resourceNotFound();
  return url;
}

export function newUrlId(): string {
  return [...randomBytes(32)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');
}

/** What every answer has. Creation and update show the invoke mode only when somebody chose it, as AWS does. */
export function urlAnswer(
  apiUrl: string,
  tenant: Tenant,
  url: StoredFunctionUrl,
): CreateFunctionUrlConfigResponse & Pick<FunctionUrlConfig, 'LastModifiedTime'> {
  return {
    FunctionUrl: reachableFunctionUrl(apiUrl, url.id),
    FunctionArn: functionArn(tenant, url.functionName, url.alias),
    AuthType: url.authType,
    ...(url.cors !== undefined && { Cors: corsAnswer(url.cors) }),
    CreationTime: url.creationTime,
    LastModifiedTime: url.lastModifiedTime,
    ...(url.invokeMode !== undefined && { InvokeMode: url.invokeMode }),
  };
}

function corsAnswer(cors: HttpCors): Cors {
  return {
    ...(cors.allowCredentials !== undefined && { AllowCredentials: cors.allowCredentials }),
    ...(cors.allowHeaders !== undefined && { AllowHeaders: [...cors.allowHeaders] }),
    ...(cors.allowMethods !== undefined && { AllowMethods: [...cors.allowMethods] }),
    ...(cors.allowOrigins !== undefined && { AllowOrigins: [...cors.allowOrigins] }),
    ...(cors.exposeHeaders !== undefined && { ExposeHeaders: [...cors.exposeHeaders] }),
    ...(cors.maxAge !== undefined && { MaxAge: cors.maxAge }),
  };
}

/** Deletes the URL, and that its id leads to it. */
export function removeUrl(store: LambdaStore, tenant: Tenant, key: string): void {
  const url = store.urls.get(tenant, key);
  if (!url) return;
  store.urls.delete(tenant, key);
  store.urlOwners.delete(urlOwnerScope, url.id);
}
