/** GetInsightImpactGraph: there is no insight that could have one. AWS page: API_GetInsightImpactGraph. */
import type { GetInsightImpactGraphRequest } from '@aws-sdk/client-xray';
import { Constraints } from '../constraints.ts';
import { queryWindow } from '../graph/query-window.ts';
import { insightId, noSuchInsight } from '../insights/insight-id.ts';

/** @throws ValidationException, InvalidRequestException */
export function getInsightImpactGraph(input: GetInsightImpactGraphRequest): never {
  insightId(new Constraints(), input.InsightId).check();
  queryWindow(input);
  throw noSuchInsight(input.InsightId);
}
