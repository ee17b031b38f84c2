/**
 * Which insight a call means. Nothing is analysed here, so no id is one of an insight.
 *
 * Who calls it: GetInsight, GetInsightEvents, GetInsightImpactGraph. AWS page: "Using X-Ray insights" (xray-console-insights).
 */
import type { AwsError } from '../../../wire/aws-error.ts';
import type { Constraints } from '../constraints.ts';
import { invalidRequest } from '../errors.ts';

const HEX = '[0-9a-fA-F]';
const PATTERN = String.raw`${HEX}{8}\-${HEX}{4}\-${HEX}{4}\-${HEX}{4}\-${HEX}{12}`;

export function insightId(constraints: Constraints, id: string | undefined): Constraints {
  return constraints.present('insightId', id).pattern('insightId', id, PATTERN);
}

export function noSuchInsight(id: string | undefined): AwsError {
  return invalidRequest(`Insight not found: ${id}`);
}
