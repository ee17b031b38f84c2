/** ListStacks, deleted ones included. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
import type { ListStacksInput, ListStacksOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { page } from '../paging.ts';
import { stackSummary } from '../shapes.ts';

export const listStacks =
  (engine: Engine): Operation<ListStacksInput, ListStacksOutput> =>
  (input, call) => {
    const wanted: readonly string[] = input.StackStatusFilter ?? [];
    const stacks = engine.store
      .stacks(call)
      .filter((stack) => wanted.length === 0 || wanted.includes(stack.status))
      .sort((a, b) => b.creationTime - a.creationTime);
    const { items, NextToken } = page(stacks, input.NextToken, 100);
    return { StackSummaries: items.map(stackSummary), NextToken };
  };
