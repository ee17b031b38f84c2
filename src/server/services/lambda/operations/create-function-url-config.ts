/** CreateFunctionUrlConfig. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
import type { CreateFunctionUrlConfigCommandInput, CreateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import { storedCors } from '../../cors.ts';
import { type StoredFunctionUrl, urlOwnerScope } from '../../function-url.ts';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { resourceConflict } from '../errors.ts';
import { functionArn } from '../function-name.ts';
import { checkUrlTarget, nameUrl, newUrlId, urlAnswer } from '../function-url/config.ts';
import { now } from '../lifecycle.ts';

export function createFunctionUrlConfig({ store, apiUrl }: LambdaControl) {
  return (input: CreateFunctionUrlConfigCommandInput, call: CallContext): CreateFunctionUrlConfigResponse => {
    const named = nameUrl(call, input);
    checkUrlTarget(store, call, named);
    if (store.urls.get(call, named.key)) {
      const arn = functionArn(call, named.name, named.alias);
      throw resourceConflict(
        `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    }
    const time = new Date(now()).toISOString();
    const url: StoredFunctionUrl = {
      id: newUrlId(),
      functionName: named.name,
      alias: named.alias,
      authType: input.AuthType ?? 'AWS_IAM',
      invokeMode: input.InvokeMode,
      cors: input.Cors === undefined ? undefined : storedCors(input.Cors),
      creationTime: time,
      lastModifiedTime: time,
    };
    store.controlPlane.transaction(() => {
      store.urls.put(call, named.key, url);
      store.urlOwners.put(urlOwnerScope, url.id, { account: call.account, region: call.region, key: named.key });
    });
    const { LastModifiedTime: _, ...answer } = urlAnswer(apiUrl(), call, url);
    return answer;
  };
}
