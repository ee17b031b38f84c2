/** DescribeStackResource. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
import type { DescribeStackResourceInput, DescribeStackResourceOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { resourceShape } from '../shapes.ts';

export const describeStackResource =
  (engine: Engine): Operation<DescribeStackResourceInput, DescribeStackResourceOutput> =>
  (input, call) => {
    const named = input.StackName ?? '';
    const stack = engine.store.find(call, named);
    if (!stack) throw errors.noStackQuoted(named);
    const resource = engine.store.resource(call, stack, input.LogicalResourceId ?? '');
    if (!resource) throw errors.noResource(input.LogicalResourceId ?? '', named);
    const { Timestamp, ...shape } = resourceShape(stack, resource);
    return {
      StackResourceDetail: {
        ...shape,
        LastUpdatedTimestamp: Timestamp,
        Metadata: resource.metadata === undefined ? '{}' : JSON.stringify(resource.metadata),
      },
    };
  };
