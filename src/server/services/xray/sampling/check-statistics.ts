/** What AWS demands of the documents of GetSamplingTargets. AWS pages: SamplingStatisticsDocument, SamplingBoostStatisticsDocument. */
import { Constraints } from '../constraints.ts';
import type { BoostStatisticsDocument, StatisticsDocument } from '../operations/get-sampling-targets.ts';

const MOST_DOCUMENTS = 25;
const CLIENT_ID_LENGTH = 24;

/** @throws ValidationException */
export function checkStatisticsDocuments(documents: readonly StatisticsDocument[] | undefined): readonly StatisticsDocument[] {
  const constraints = new Constraints().present('samplingStatisticsDocuments', documents);
  constraints.items('samplingStatisticsDocuments', documents, MOST_DOCUMENTS);
  for (const [index, document] of (documents ?? []).entries()) {
    const at = `samplingStatisticsDocuments.${index + 1}.member`;
    constraints
      .present(`${at}.ruleName`, document.RuleName)
      .length(`${at}.ruleName`, document.RuleName, { least: 1, most: 32 })
      .present(`${at}.clientID`, document.ClientID)
      .length(`${at}.clientID`, document.ClientID, { least: CLIENT_ID_LENGTH, most: CLIENT_ID_LENGTH })
      .present(`${at}.timestamp`, document.Timestamp)
      .value(`${at}.requestCount`, document.RequestCount, { least: 0 })
      .value(`${at}.sampledCount`, document.SampledCount, { least: 0 })
      .value(`${at}.borrowCount`, document.BorrowCount, { least: 0 });
  }
  constraints.check();
  return documents ?? [];
}

/** @returns undefined when there are none. @throws ValidationException */
export function checkBoostDocuments(
  documents: readonly BoostStatisticsDocument[] | undefined,
): readonly BoostStatisticsDocument[] | undefined {
  const constraints = new Constraints().items('samplingBoostStatisticsDocuments', documents, MOST_DOCUMENTS);
  for (const [index, document] of (documents ?? []).entries()) {
    const at = `samplingBoostStatisticsDocuments.${index + 1}.member`;
    constraints
      .present(`${at}.ruleName`, document.RuleName)
      .length(`${at}.ruleName`, document.RuleName, { least: 1, most: 32 })
      .present(`${at}.serviceName`, document.ServiceName)
      .length(`${at}.serviceName`, document.ServiceName, { most: 64 })
      .present(`${at}.timestamp`, document.Timestamp)
      .value(`${at}.anomalyCount`, document.AnomalyCount, { least: 0 })
      .value(`${at}.totalCount`, document.TotalCount, { least: 0 })
      .value(`${at}.sampledAnomalyCount`, document.SampledAnomalyCount, { least: 0 });
  }
  constraints.check();
  return documents;
}
