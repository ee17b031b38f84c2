/** `DisableExecuteApiEndpoint` in an OpenAPI document: in every server of OpenAPI 3, at the top of Swagger. */
import { InvalidTemplate } from '../errors.ts';
import { type Fields, isMap } from '../values.ts';

const KEY = 'x-amazon-apigateway-endpoint-configuration';

/** Changes the document. @throws InvalidTemplate when the place is taken by something else. */
export function switchEndpoint(document: Fields, disabled: unknown): void {
  if (typeof document['openapi'] !== 'string' || !document['openapi'].startsWith('3')) {
    document[KEY] = switched(document[KEY], disabled, 'Invalid OpenAPI definition');
    return;
  }
  const servers = Array.isArray(document['servers']) ? document['servers'] : [{}];
  document['servers'] = servers.map((server, index) => {
    const where = `Invalid OpenAPI definition of 'servers[${index}]'`;
    if (!isMap(server)) throw new InvalidTemplate(`${where}: It should be a map.`);
    return { ...server, [KEY]: switched(server[KEY], disabled, where) };
  });
}

function switched(present: unknown, disabled: unknown, where: string): Fields {
  if (present !== undefined && present !== null && !isMap(present))
    throw new InvalidTemplate(`${where}: The value of '${KEY}' should be a map.`);
  return { ...present, disableExecuteApiEndpoint: disabled };
}
