/** DescribeStackResources, of a stack or of whichever stack a resource belongs to. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
import type { DescribeStackResourcesInput, DescribeStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import type { CallContext, Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors, validationError } from '../errors.ts';
import { stackWithId } from '../find-stack.ts';
import { resourceShape } from '../shapes.ts';
import type { StoredStack } from '../store.ts';

export const describeStackResources =
  (engine: Engine): Operation<DescribeStackResourcesInput, DescribeStackResourcesOutput> =>
  (input, call) => {
    const stack = stackOf(engine, call, input);
    const resources = engine.store
      .resources(call, stack)
      .filter((resource) => input.LogicalResourceId === undefined || resource.logicalId === input.LogicalResourceId);
    if (input.LogicalResourceId !== undefined && resources.length === 0)
      throw errors.noResource(input.LogicalResourceId, input.StackName ?? stack.stackName);
    return { StackResources: resources.map((resource) => resourceShape(stack, resource)) };
  };

function stackOf(engine: Engine, call: CallContext, input: DescribeStackResourcesInput): StoredStack {
  if (input.StackName !== undefined) return stackWithId(engine, call, input.StackName);
  const { PhysicalResourceId: physicalId } = input;
  if (physicalId === undefined) throw validationError('Either stack name or physical resource id must be specified.');
  const found = engine.store
    .stacks(call)
    .find(
      (stack) =>
        stack.status !== 'DELETE_COMPLETE' && engine.store.resources(call, stack).some((one) => one.physicalId === physicalId),
    );
  if (!found) throw errors.noStackFor(physicalId);
  return found;
}
