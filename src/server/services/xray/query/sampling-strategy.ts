/**
 * Which part of the traces GetTraceSummaries looks at. AWS page: SamplingStrategy (API).
 *
 * PartialScan lets X-Ray skip traces at will; nothing needs to be skipped here.
 */
import type { GetTraceSummariesRequest } from '@aws-sdk/client-xray';
import { invalidRequest } from '../errors.ts';
import type { TimeRangeType } from './candidates.ts';

/**
 * @returns the share of traces to answer with, 0 to 1.
 * @throws InvalidRequestException
 */
export function samplingOf({ Sampling, SamplingStrategy }: GetTraceSummariesRequest, type: TimeRangeType): number {
  if (Sampling !== true || SamplingStrategy?.Name !== 'FixedRate') return 1;
  const { Value: rate } = SamplingStrategy;
  if (rate === undefined || !(rate >= 0 && rate <= 1)) {
    throw invalidRequest('sampling rate must be specified and its value must be between [0, 1]');
  }
  if (type !== 'Event') {
    throw invalidRequest(`Cannot use FixedRate with input time range type: ${type}. Please try using time range type: Event`);
  }
  return rate;
}

/** The same traces each time: the last 32 bits of an id are random. */
export function isSampled(traceId: string, rate: number): boolean {
  return Number.parseInt(traceId.slice(-8), 16) < rate * 2 ** 32;
}
