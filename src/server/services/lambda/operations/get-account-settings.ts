/** GetAccountSettings. https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
import type { GetAccountSettingsCommandInput, GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import type { CallContext } from '../../service.ts';
import { unzippedLimit } from '../code/archive.ts';
import { zippedLimit } from '../code/uploaded-code.ts';
import { accountConcurrency, reservedByOthers } from '../concurrency.ts';
import type { LambdaControl } from '../control.ts';

export function getAccountSettings(control: LambdaControl) {
  return (_input: GetAccountSettingsCommandInput, call: CallContext): GetAccountSettingsResponse => {
    const { store } = control;
    const functions = store.functions.list(call);
    const sizes = [
      ...functions.map(({ value }) => value.latest.codeSize),
      ...store.versions.list(call).map(({ value }) => value.codeSize),
      ...store.layerVersions.list(call).map(({ value }) => value.codeSize),
    ];
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: unzippedLimit,
        CodeSizeZipped: zippedLimit,
        ConcurrentExecutions: accountConcurrency,
        UnreservedConcurrentExecutions: accountConcurrency - reservedByOthers(store, call),
      },
      AccountUsage: { TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0), FunctionCount: functions.length },
    };
  };
}
