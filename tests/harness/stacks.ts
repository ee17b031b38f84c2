/**
 * What tests of CloudFormation's stacks share beside the client.
 *
 * Who calls it: tests/clients.
 */
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** For the SDK's waiters: they look every second, since nothing here takes AWS's half minute. */
export const stackWaiter = (client: CloudFormationClient) => ({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 });

/** A stack's outputs by key. */
export async function outputsOf(client: CloudFormationClient, StackName: string): Promise<Readonly<Record<string, string>>> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}
