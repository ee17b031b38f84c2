/** ListStacks, deleted ones included. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
import type { ListStacksInput, ListStacksOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { errors } from '../errors.ts';
import { page } from '../paging.ts';
import { stackSummary } from '../shapes.ts';

/** Every status that AWS's model knows, also those that a stack here never has. */
const statuses = [
  ...['CREATE_IN_PROGRESS', 'CREATE_FAILED', 'CREATE_COMPLETE', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE'],
  ...['DELETE_IN_PROGRESS', 'DELETE_FAILED', 'DELETE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
  ...['UPDATE_COMPLETE', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED'],
  ...['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'],
  ...[
    'IMPORT_IN_PROGRESS',
    'IMPORT_COMPLETE',
    'IMPORT_ROLLBACK_IN_PROGRESS',
    'IMPORT_ROLLBACK_FAILED',
    'IMPORT_ROLLBACK_COMPLETE',
  ],
];

/** @throws ValidationError for a status that there is not. */
export const listStacks =
  (engine: Engine): Operation<ListStacksInput, ListStacksOutput> =>
  (input, call) => {
    const wanted: readonly string[] = input.StackStatusFilter ?? [];
    if (wanted.some((status) => !statuses.includes(status))) throw errors.notAllOf('stackStatusFilter', wanted, statuses);
    const stacks = engine.store
      .stacks(call)
      .filter((stack) => wanted.length === 0 || wanted.includes(stack.status))
      .sort((a, b) => b.creationTime - a.creationTime);
    const { items, NextToken } = page(stacks, input.NextToken, 100);
    return { StackSummaries: items.map(stackSummary), NextToken };
  };
