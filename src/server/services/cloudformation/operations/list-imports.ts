/** ListImports. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
import type { ListImportsInput, ListImportsOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { page } from '../paging.ts';
import { importersOf } from '../stack/outputs.ts';

export const listImports =
  (engine: Engine): Operation<ListImportsInput, ListImportsOutput> =>
  (input, call) => {
    const name = input.ExportName ?? '';
    const importers = importersOf(engine, call, name);
    if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
    const { items, NextToken } = page(importers, input.NextToken, 100);
    return { Imports: items, NextToken };
  };
