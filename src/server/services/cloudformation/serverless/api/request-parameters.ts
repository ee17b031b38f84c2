/** `RequestParameters` of an `Api` event. Who calls it: rest-document.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-requestparameter.html */
import { InvalidEvent, InvalidResource } from '../errors.ts';
import type { Route } from '../translation.ts';
import { type Fields, isMap } from '../values.ts';

const places: Readonly<Record<string, string>> = { querystring: 'query', path: 'path', header: 'header' };
const pattern = /^method\.request\.(querystring|path|header)\.(.+)$/;
const texts = {
  key: "Invalid value for 'RequestParameters' property. Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.",
  value: "Invalid value for 'RequestParameters' property. Values must be an object, e.g { Required: true, Caching: false }",
  entry: "Invalid value for 'RequestParameters' property. Property must be either a string or an object",
} as const;

/** `method.request.querystring.q`, or that as a key with `Required` and `Caching`. @throws InvalidResource of the function. */
export function requestParameters(route: Route): { parameters?: Fields[]; cacheKeyParameters?: string[] } {
  const given = route.properties['RequestParameters'];
  if (!Array.isArray(given) || given.length === 0) return {};
  const refuse = (what: string) => new InvalidResource(route.functionId, new InvalidEvent(route.eventId, what).message);
  const cached: string[] = [];
  const parameters = given.map((entry: unknown) => {
    if (!isMap(entry) && typeof entry !== 'string') throw refuse(texts.entry);
    const [name = '', settings] = isMap(entry) ? (Object.entries(entry)[0] ?? []) : [entry, {}];
    const [, place = '', rest = ''] = pattern.exec(name) ?? [];
    if (place === '') throw refuse(texts.key);
    if (!isMap(settings) || Object.keys(settings).some((key) => key !== 'Required' && key !== 'Caching'))
      throw refuse(texts.value);
    if (settings['Caching']) cached.push(name);
    return { in: places[place], name: rest, required: settings['Required'] ?? false, type: 'string' };
  });
  return { parameters, ...(cached.length > 0 ? { cacheKeyParameters: cached } : {}) };
}
