/** DescribeStacks: deleted ones by ARN only. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
import type { DescribeStacksInput, DescribeStacksOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { stackWithId } from '../find-stack.ts';
import { page } from '../paging.ts';
import { stackShape } from '../shapes.ts';

/** @param showUrl how an output's value is shown: see output-url.ts. */
export const describeStacks =
  (engine: Engine, showUrl: (value: string) => string): Operation<DescribeStacksInput, DescribeStacksOutput> =>
  (input, call) => {
    if (input.StackName === '') throw errors.stackName('');
    if (input.StackName !== undefined) return { Stacks: [stackShape(stackWithId(engine, call, input.StackName), showUrl)] };
    const live = engine.store.stacks(call).filter((stack) => stack.status !== 'DELETE_COMPLETE');
    const { items, NextToken } = page(live, input.NextToken, 100);
    return { Stacks: items.map((stack) => stackShape(stack, showUrl)), NextToken };
  };
