/** UpdateAccount: the role of API Gateway's logs, which is stored and not needed here. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
import type { Account, UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import { readPatches } from '../patch/read-patches.ts';
import { accountShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws BadRequestException */
export const updateAccount =
  (store: ApiGatewayStore): Operation<UpdateAccountRequest, Account> =>
  (input, call) => {
    for (const { op, path, value } of readPatches('updateAccountInput', input.patchOperations)) {
      if (path === '/features') {
        if (op === 'remove') throw errors.usagePlansDisabled();
        continue;
      }
      if (path !== '/cloudwatchRoleArn') throw errors.patchPath(path, op, ['/cloudwatchRoleArn']);
      if (op !== 'replace') throw errors.patchUnsupported(path, op);
      if (value && !/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(value)) throw errors.roleArn();
      store.accounts.put(call, 'account', { cloudwatchRoleArn: value || undefined });
    }
    return accountShape(store.accounts.get(call, 'account'));
  };
