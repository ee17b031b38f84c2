/**
 * The parameter mappings of HTTP APIs: what may be changed, and where values may come from.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
import { errors } from './errors.ts';

const requestKey = /^(?:(?:append|overwrite|remove):(?:header|querystring)\.\S+|overwrite:path)$/;
const responseKey = /^(?:(?:append|overwrite|remove):header\.\S+|overwrite:statuscode)$/;
const requestSource = /^(?:request\.(?:header|querystring|body|path)\b|context\.|stageVariables\.)/;
const responseSource = /^(?:response\.(?:header|body|statuscode)\b|context\.|stageVariables\.|request\.)/;

/** @throws BadRequestException */
export function checkRequestParameters(parameters: Readonly<Record<string, string>> | undefined): void {
  for (const [key, value] of Object.entries(parameters ?? {})) {
    if (!requestKey.test(key)) throw errors.parameterKey(key);
    if (!key.startsWith('remove:')) checkValue(value, requestSource);
  }
}

/** By status code. @throws BadRequestException */
export function checkResponseParameters(
  parameters: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
): void {
  for (const [status, mappings] of Object.entries(parameters ?? {})) {
    if (!/^[1-5]\d\d$/.test(status)) throw errors.parameterKey(status);
    for (const [key, value] of Object.entries(mappings)) {
      if (!responseKey.test(key)) throw errors.parameterKey(key);
      if (!key.startsWith('remove:')) checkValue(value, responseSource);
    }
  }
}

/** `$request.header.x`, or a text with `${request.header.x}` in it. */
function checkValue(value: string, sources: RegExp): void {
  const references =
    value.startsWith('$') && !value.startsWith('${')
      ? [value.slice(1)]
      : [...value.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
  for (const reference of references) if (!sources.test(reference)) throw errors.parameterValue(value);
}
