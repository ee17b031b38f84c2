/** GetInsight: there is none, since nothing is analysed here. AWS page: API_GetInsight. */
import type { GetInsightRequest } from '@aws-sdk/client-xray';
import { Constraints } from '../constraints.ts';
import { insightId, noSuchInsight } from '../insights/insight-id.ts';

/** @throws ValidationException, InvalidRequestException */
export function getInsight({ InsightId }: GetInsightRequest): never {
  insightId(new Constraints(), InsightId).check();
  throw noSuchInsight(InsightId);
}
