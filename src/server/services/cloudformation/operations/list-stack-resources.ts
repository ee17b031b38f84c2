/** ListStackResources. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
import type { ListStackResourcesInput, ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { stackWithId } from '../find-stack.ts';
import { page } from '../paging.ts';
import { resourceSummary } from '../shapes.ts';

export const listStackResources =
  (engine: Engine): Operation<ListStackResourcesInput, ListStackResourcesOutput> =>
  (input, call) => {
    const stack = stackWithId(engine, call, input.StackName);
    const { items, NextToken } = page(engine.store.resources(call, stack), input.NextToken, 100);
    return { StackResourceSummaries: items.map(resourceSummary), NextToken };
  };
