/** What is stored of a change set: the content that the stack would get, and what would change. */
import type { Change } from '@aws-sdk/client-cloudformation';
import type { StackContent } from '../store.ts';

export interface StoredChangeSet {
  readonly changeSetId: string;
  readonly changeSetName: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly statusReason?: string | undefined;
  readonly executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' | 'OBSOLETE';
  readonly description?: string | undefined;
  /** Epoch milliseconds. */
  readonly creationTime: number;
  readonly content: StackContent;
  readonly changes: readonly Change[];
  readonly onStackFailure?: string | undefined;
}
