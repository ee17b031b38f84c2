/** Keeps the values of NoEcho parameters out of what events and change sets show. Pure. */
import type { ParameterValues } from '../template/parameters.ts';
import { isObject } from '../template/template.ts';

/** A value that short is hidden only where it is the whole text: it would be found everywhere. */
const short = 4;

/** @returns the value with `****` for every secret in its texts. */
export function hideSecrets(value: unknown, parameters: ParameterValues): unknown {
  const secrets = Object.values(parameters)
    .filter((parameter) => parameter.noEcho)
    .map((parameter) => parameter.resolvedValue ?? parameter.value)
    .filter((secret) => secret !== '');
  return secrets.length === 0 ? value : hide(value, secrets);
}

function hide(value: unknown, secrets: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => hide(entry, secrets));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, hide(entry, secrets)]));
  if (typeof value !== 'string') return value;
  return secrets.reduce(
    (text, secret) => (text === secret ? '****' : secret.length > short ? text.replaceAll(secret, '****') : text),
    value,
  );
}
