/** APIs, stages, API keys and usage plans by their ARN, for the operations on tags. */
import type { Scope } from '../../store/ports.ts';
import { errors } from './errors.ts';
import type { ApiGatewayStore } from './store.ts';

export interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  put(tags: Readonly<Record<string, string>>): void;
}

/** @param arn `arn:aws:apigateway:REGION::/restapis/ID`, `…/stages/NAME`, `/apikeys/ID`, `/usageplans/ID`. @throws NotFoundException */
export function taggedResource(store: ApiGatewayStore, scope: Scope, arn: string): Tagged {
  const [, region, kind, id = '', stageName] =
    /^arn:aws[a-z-]*:apigateway:([^:]+)::\/(restapis|apikeys|usageplans)\/([A-Za-z0-9-]+)(?:\/stages\/([^/]+))?$/.exec(
      decodeURIComponent(arn),
    ) ?? [];
  if (region !== scope.region) throw errors.noTagged();
  if (kind === 'apikeys') {
    const key = store.apiKey(scope, id);
    return { tags: key.tags, put: (tags) => store.apiKeys.put(scope, id, { ...key, tags }) };
  }
  if (kind === 'usageplans') {
    const plan = store.usagePlan(scope, id);
    return { tags: plan.tags, put: (tags) => store.usagePlans.put(scope, id, { ...plan, tags }) };
  }
  if (stageName !== undefined) {
    const stage = store.stage(scope, id, stageName);
    return { tags: stage.tags, put: (tags) => store.putStage(scope, id, { ...stage, tags }) };
  }
  const api = store.api(scope, id);
  return { tags: api.tags, put: (tags) => store.putApi(scope, { ...api, tags }) };
}
