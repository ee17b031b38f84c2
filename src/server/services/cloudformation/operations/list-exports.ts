/** ListExports. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
import type { ListExportsInput, ListExportsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { page } from '../paging.ts';

export const listExports =
  (engine: Engine): Operation<ListExportsInput, ListExportsOutput> =>
  (input, call) => {
    const exports = engine.store
      .stacks(call)
      .filter((stack) => stack.status !== 'DELETE_COMPLETE')
      .flatMap((stack) =>
        stack.current.outputs
          .filter((output) => output.exportName !== undefined)
          .map((output) => ({ ExportingStackId: stack.stackId, Name: output.exportName, Value: output.value })),
      );
    const { items, NextToken } = page(exports, input.NextToken, 100);
    return { Exports: items, NextToken };
  };
