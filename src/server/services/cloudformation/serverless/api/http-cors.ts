/** `CorsConfiguration` of an HTTP API, as the extension that its document has for it. Who calls it: http-document.ts. */
import { InvalidResource, InvalidTemplate } from '../errors.ts';
import { resolveParameters, type SamResource, type Translation } from '../translation.ts';
import { type Fields, isIntrinsic, isMap } from '../values.ts';

const KEY = 'x-amazon-apigateway-cors';
const known = ['AllowMethods', 'AllowHeaders', 'AllowOrigins', 'MaxAge', 'ExposeHeaders', 'AllowCredentials'];

/** What the property says wins over what the document has, header by header. Changes the document. @throws InvalidResource, InvalidTemplate. */
export function addHttpCors(translation: Translation, resource: SamResource, document: Fields): void {
  const given = corsOf(translation, resource);
  if (given === undefined) return;
  const present = document[KEY];
  if (present !== undefined && !isMap(present))
    throw new InvalidTemplate(`Value of '${KEY}' must be a dictionary according to Swagger spec.`);
  document[KEY] = { ...present, ...given };
}

/** `true` allows every origin; a function of the template holds the whole configuration. */
function corsOf(translation: Translation, { logicalId, properties }: SamResource): Fields | undefined {
  const configuration = resolveParameters(translation, properties['CorsConfiguration']);
  if (!configuration) return undefined;
  if (configuration === true) return { allowOrigins: ['*'] };
  if (!isMap(configuration)) throw new InvalidResource(logicalId, "Invalid value for 'Cors' property.");
  if (isIntrinsic(configuration)) return lowered(configuration) as Fields;
  const wrong = Object.keys(configuration).find((key) => !known.includes(key));
  if (wrong !== undefined) throw new InvalidResource(logicalId, `Invalid key '${wrong}' for 'Cors' property.`);
  // Credentials that are not allowed need no word in OpenAPI.
  const written = Object.entries(configuration).filter(([key, value]) => key !== 'AllowCredentials' || value);
  return lowered(Object.fromEntries(written)) as Fields;
}

/** Keys of the configuration as OpenAPI has them, below conditions too. */
function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      known.includes(key) ? key.slice(0, 1).toLowerCase() + key.slice(1) : key,
      known.includes(key) ? entry : lowered(entry),
    ]),
  );
}
