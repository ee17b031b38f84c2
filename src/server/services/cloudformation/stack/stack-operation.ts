/**
 * What was last asked of a stack, with the id by which its events are told from those of others.
 *
 * Who calls it: whatever begins something with a stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_OperationEntry.html
 */
import { randomUUID } from 'node:crypto';
import type { OperationType } from '@aws-sdk/client-cloudformation';
import type { StoredStack } from '../store.ts';

export interface StackOperation {
  readonly type: OperationType;
  readonly id: string;
}

/** The members of a stack that say so. */
export const begun = (type: OperationType): Pick<StoredStack, 'operation'> => ({ operation: { type, id: randomUUID() } });
