/** APIs and stages by their ARN, for the operations on tags. */
import type { Scope } from '../../store/ports.ts';
import { errors } from './errors.ts';
import type { HttpApis } from './store.ts';

export interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  put(tags: Readonly<Record<string, string>>): void;
}

/** @param arn `arn:aws:apigateway:REGION::/apis/ID` or `…/apis/ID/stages/NAME`. @throws NotFoundException */
export function taggedResource(store: HttpApis, scope: Scope, arn: string): Tagged {
  const [, region, apiId, stageName] =
    /^arn:aws[a-z-]*:apigateway:([^:]+)::\/apis\/([a-z0-9]+)(?:\/stages\/([^/]+))?$/.exec(arn) ?? [];
  if (apiId === undefined || region !== scope.region) throw errors.noResource(arn);
  if (stageName === undefined) {
    const api = store.api(scope, apiId);
    return { tags: api.tags, put: (tags) => store.putApi(scope, { ...api, tags }) };
  }
  const stage = store.stages.get(scope, apiId, stageName);
  return { tags: stage.tags, put: (tags) => store.stages.put(scope, apiId, { ...stage, tags }) };
}
