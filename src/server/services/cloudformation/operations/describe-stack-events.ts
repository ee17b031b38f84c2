/** DescribeStackEvents, newest first. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
import type { DescribeStackEventsInput, DescribeStackEventsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { page } from '../paging.ts';
import { eventShape } from '../shapes.ts';

export const describeStackEvents =
  (engine: Engine): Operation<DescribeStackEventsInput, DescribeStackEventsOutput> =>
  (input, call) => {
    const stack = engine.store.find(call, input.StackName ?? '');
    if (!stack) throw errors.noStack(input.StackName ?? '');
    const { items, NextToken } = page(engine.store.events(call, stack), input.NextToken, 100);
    return { StackEvents: items.map((event) => eventShape(stack, event)), NextToken };
  };
