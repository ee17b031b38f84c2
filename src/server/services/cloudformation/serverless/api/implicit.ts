/**
 * The APIs that a template has because its functions have events without an API: `ServerlessRestApi` and `ServerlessHttpApi`.
 * Who calls it: transform.ts, before anything is translated.
 */
import { conditionOf, type SamResource } from '../translation.ts';
import { type Fields, isMap, refOf } from '../values.ts';

export const implicitRestApi = 'ServerlessRestApi';
export const implicitHttpApi = 'ServerlessHttpApi';

export interface ImplicitApis {
  readonly resources: readonly SamResource[];
  /** Conditions that had to be made: the API exists when one of several conditions holds. */
  readonly conditions: Fields;
}

export function implicitApis(functions: readonly SamResource[]): ImplicitApis {
  const conditions: Fields = {};
  const resources: SamResource[] = [];
  const rest = usersOf(functions, 'Api', 'RestApiId', implicitRestApi);
  if (rest.length > 0) resources.push(implicit(implicitRestApi, 'AWS::Serverless::Api', { StageName: 'Prod' }, rest, conditions));
  const http = usersOf(functions, 'HttpApi', 'ApiId', implicitHttpApi);
  if (http.length > 0) resources.push(implicit(implicitHttpApi, 'AWS::Serverless::HttpApi', {}, http, conditions));
  return { resources, conditions };
}

function usersOf(functions: readonly SamResource[], type: string, property: string, apiId: string): SamResource[] {
  return functions.filter(({ properties: { Events: events } }) =>
    Object.values(isMap(events) ? events : {}).some((event) => {
      if (!isMap(event) || event['Type'] !== type) return false;
      const properties = isMap(event['Properties']) ? event['Properties'] : {};
      return properties[property] === undefined || refOf(properties[property]) === apiId;
    }),
  );
}

function implicit(
  logicalId: string,
  type: string,
  properties: Fields,
  users: readonly SamResource[],
  conditions: Fields,
): SamResource {
  const attributes: Fields = {};
  for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy']) {
    // The API is kept as long as one of the functions asks for that.
    const values = users.map((user) => user.attributes[policy]).filter((value) => value !== undefined);
    if (values.length > 0) attributes[policy] = values.includes('Retain') ? 'Retain' : values[0];
  }
  const names = [...new Set(users.map(conditionOf))];
  if (!names.includes(undefined)) attributes['Condition'] = anyOf(names as string[], `${logicalId}Condition`, conditions);
  const propagated = users.filter((user) => user.properties['PropagateTags'] === true).map((user) => user.properties['Tags']);
  const tags = Object.assign({}, ...propagated.filter(isMap)) as Fields;
  return {
    logicalId,
    type,
    properties: Object.keys(tags).length > 0 ? { ...properties, Tags: tags, PropagateTags: true } : properties,
    attributes,
  };
}

/** One condition is itself; several become a new one that holds when any does, in steps of the ten that `Fn::Or` takes. */
export function anyOf(names: readonly string[], newName: string, conditions: Fields): string | undefined {
  const [only, second] = names;
  if (second === undefined) return only;
  let left: readonly string[] = [...names].sort();
  for (let number = Math.ceil((names.length - 1) / 9) - 1; number >= 0; number -= 1) {
    const name = number === 0 ? newName : `${newName}${number}`;
    conditions[name] = { 'Fn::Or': left.slice(0, 10).map((condition) => ({ Condition: condition })) };
    left = [...left.slice(10), name];
  }
  return newName;
}
