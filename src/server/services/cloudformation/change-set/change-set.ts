/** What is stored of a change set: the content that the stack would get, and what would change. */
import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import type { StackContent } from '../store.ts';

export interface StoredChange {
  readonly change: ResourceChange;
  /** Only an attribute of a changing resource might change it: AWS lists it unless it shows values, which are the same. */
  readonly isOnlyPossible?: boolean | undefined;
}

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
  readonly changes: readonly StoredChange[];
  /** Why some values of the changes are not known. */
  readonly warning?: string | undefined;
  readonly includeNestedStacks?: boolean | undefined;
  /** Shown, and nothing else: a resource that exists already fails. */
  readonly importExistingResources?: boolean | undefined;
  readonly onStackFailure?: string | undefined;
}
