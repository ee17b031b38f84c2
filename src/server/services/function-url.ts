/**
 * What is stored of a function's URL. Written by Lambda's control plane (lambda/), read by the door that answers at the URL
 * (execute-api/function-url/).
 */
import type { Collection, ControlPlane } from '../store/ports.ts';
import type { HttpCors } from './http-api.ts';
import type { Tenant } from './ports.ts';

export interface StoredFunctionUrl {
  /** 32 of a-z and 0-9, unique on this machine. */
  readonly id: string;
  readonly functionName: string;
  /** The alias that it leads to; undefined for the function itself. */
  readonly alias: string | undefined;
  readonly authType: 'NONE' | 'AWS_IAM';
  /** Undefined when nobody chose one: `BUFFERED`. */
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM' | undefined;
  readonly cors: HttpCors | undefined;
  /** `2026-01-01T00:00:00.000Z` */
  readonly creationTime: string;
  readonly lastModifiedTime: string;
}

/** Whose URL an id is, and under which id of `urls`. */
export interface FunctionUrlOwner extends Tenant {
  readonly key: string;
}

export interface FunctionUrlStore {
  /** By `NAME` or `NAME:ALIAS`. */
  readonly urls: Collection<StoredFunctionUrl>;
  /** By URL id, in `urlOwnerScope`. */
  readonly owners: Collection<FunctionUrlOwner>;
}

/** A request names neither account nor region. */
export const urlOwnerScope = { account: 'any', region: 'any' } as const;

export function openFunctionUrlStore(controlPlane: ControlPlane): FunctionUrlStore {
  return {
    urls: controlPlane.collection('lambda.url'),
    owners: controlPlane.collection('lambda.url-owner'),
  };
}

/** Of the URL in AWS, whatever name it is reached by here. */
export function functionUrlHost(id: string, region: string): string {
  return `${id}.lambda-url.${region}.on.aws`;
}

/** The URL as AWS has it: what stacks see. */
export function awsFunctionUrl(id: string, region: string): string {
  return `https://${functionUrlHost(id, region)}/`;
}

/** Where clients reach it that resolve no name: what Lambda's own operations answer with. */
export function reachableFunctionUrl(apiUrl: string, id: string): string {
  return `${apiUrl}/_aws/lambda-url/${id}/`;
}

const hostForm = /^([a-z0-9]{32})\.lambda-url\.([a-z]{2,}(?:-[a-z]+)+-\d)\.[a-z0-9.-]+(?::\d+)?$/i;
const pathForm = /^\/_aws\/lambda-url\/([a-z0-9]{32})(\/.*)?$/;

/**
 * Finds a function URL in a request's host and path: `ID.lambda-url.REGION.on.aws`, `ID.lambda-url.REGION.localhost:PORT`, or
 * `/_aws/lambda-url/ID/PATH` under any name of the server.
 *
 * @param path of the request line, without its query.
 * @returns the path behind the URL, as sent.
 */
export function parseFunctionUrl(host: string, path: string): { readonly id: string; readonly path: string } | undefined {
  const [, idInPath, rest] = pathForm.exec(path) ?? [];
  if (idInPath !== undefined) return { id: idInPath, path: rest ?? '/' };
  const id = hostForm.exec(host)?.[1];
  return id === undefined ? undefined : { id: id.toLowerCase(), path: path.startsWith('/') ? path : `/${path}` };
}

/** Of either form of the URL. */
export function idOfFunctionUrl(url: string): string | undefined {
  const [, host = '', path = '/'] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(url) ?? [];
  return parseFunctionUrl(host, path)?.id;
}
