/** DescribeStackResource. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
import type { DescribeStackResourceInput, DescribeStackResourceOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { stackWithId } from '../find-stack.ts';
import { resourceShape } from '../shapes.ts';

export const describeStackResource =
  (engine: Engine): Operation<DescribeStackResourceInput, DescribeStackResourceOutput> =>
  (input, call) => {
    const stack = stackWithId(engine, call, input.StackName);
    const resource = engine.store.resource(call, stack, input.LogicalResourceId ?? '');
    if (!resource) throw errors.noResource(input.LogicalResourceId ?? '', stack.stackName);
    const { Timestamp, ...shape } = resourceShape(stack, resource);
    return {
      StackResourceDetail: {
        ...shape,
        LastUpdatedTimestamp: Timestamp,
        Metadata: resource.metadata === undefined ? '{}' : JSON.stringify(resource.metadata),
      },
    };
  };
