/** DescribeAccountLimits: AWS's defaults; none of them is enforced here but that of outputs. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeAccountLimits.html */
import type { DescribeAccountLimitsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';

export const describeAccountLimits = (): Operation<object, DescribeAccountLimitsOutput> => () => ({
  AccountLimits: [
    { Name: 'StackLimit', Value: 2000 },
    { Name: 'StackOutputsLimit', Value: 200 },
    { Name: 'ConcurrentResourcesLimit', Value: 2500 },
  ],
});
