/** GetInsightEvents: there is no insight that could have any. AWS page: API_GetInsightEvents. */
import type { GetInsightEventsRequest } from '@aws-sdk/client-xray';
import { Constraints } from '../constraints.ts';
import { insightId, noSuchInsight } from '../insights/insight-id.ts';

/** @throws ValidationException, InvalidRequestException */
export function getInsightEvents({ InsightId, MaxResults }: GetInsightEventsRequest): never {
  insightId(new Constraints(), InsightId).value('maxResults', MaxResults, { least: 1, most: 50 }).check();
  throw noSuchInsight(InsightId);
}
