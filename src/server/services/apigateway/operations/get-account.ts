/** GetAccount. https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
import type { Account, GetAccountRequest } from '@aws-sdk/client-api-gateway';
import type { Operation } from '../../service.ts';
import { accountShape } from '../shapes.ts';
import type { ApiGatewayStore } from '../store.ts';

export const getAccount =
  (store: ApiGatewayStore): Operation<GetAccountRequest, Account> =>
  (_input, call) =>
    accountShape(store.accounts.get(call, 'account'));
