/** UpdateFunctionUrlConfig: what is not given stays. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
import type { UpdateFunctionUrlConfigCommandInput, UpdateFunctionUrlConfigResponse } from '@aws-sdk/client-lambda';
import { storedCors } from '../../cors.ts';
import type { StoredFunctionUrl } from '../../function-url.ts';
import type { CallContext } from '../../service.ts';
import type { LambdaControl } from '../control.ts';
import { checkUrlTarget, findUrl, nameUrl, urlAnswer } from '../function-url/config.ts';
import { now } from '../lifecycle.ts';

export function updateFunctionUrlConfig({ store, apiUrl }: LambdaControl) {
  return (input: UpdateFunctionUrlConfigCommandInput, call: CallContext): UpdateFunctionUrlConfigResponse => {
    const named = nameUrl(call, input);
    checkUrlTarget(store, call, named);
    const before = findUrl(store, call, named);
    const url: StoredFunctionUrl = {
      ...before,
      authType: input.AuthType ?? before.authType,
      invokeMode: input.InvokeMode ?? before.invokeMode,
      cors: input.Cors === undefined ? before.cors : storedCors(input.Cors),
      lastModifiedTime: new Date(now()).toISOString(),
    };
    store.urls.put(call, named.key, url);
    return urlAnswer(apiUrl(), call, url);
  };
}
