/**
 * AWS::XRay::TransactionSearchConfig: segments go to logs, and a percentage of them is indexed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-xray-transactionsearchconfig.html
 */
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { type Ask, numberOf } from '../../resource-properties.ts';

/** Of whoever names none. */
const PERCENTAGE = 1;

export function transactionSearchConfigResource(ask: Ask): ResourceProvider {
  const index = (request: ResourceRequest, percentage: number) =>
    ask(request, 'UpdateIndexingRule', {
      Name: 'Default',
      Rule: { Probabilistic: { DesiredSamplingPercentage: percentage } },
    });

  async function apply(request: ResourceRequest): Promise<ResourceState> {
    const { account } = request.tenant;
    await index(request, numberOf('IndexingPercentage', request.properties['IndexingPercentage']) ?? PERCENTAGE);
    await ask(request, 'UpdateTraceSegmentDestination', { Destination: 'CloudWatchLogs' });
    return { physicalId: account, attributes: { AccountId: account } };
  }

  return {
    type: 'AWS::XRay::TransactionSearchConfig',
    properties: ['IndexingPercentage'],
    createOnly: [],
    create: apply,
    update: apply,
    async delete(request) {
      await ask(request, 'UpdateTraceSegmentDestination', { Destination: 'XRay' });
      await index(request, PERCENTAGE);
    },
  };
}
