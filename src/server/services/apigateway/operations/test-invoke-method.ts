/**
 * TestInvokeMethod: calls a method as it is, without a deployment, authorizers or keys.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html
 */
import type { TestInvokeMethodRequest, TestInvokeMethodResponse } from '@aws-sdk/client-api-gateway';
import type { MethodTester } from '../../ports.ts';
import type { Operation } from '../../service.ts';
import type { ApiGatewayStore } from '../store.ts';

/** @throws NotFoundException */
export const testInvokeMethod =
  (store: ApiGatewayStore, tester: MethodTester): Operation<TestInvokeMethodRequest, TestInvokeMethodResponse> =>
  async (input, call) => {
    const apiId = input.restApiId ?? '';
    const tested = input.httpMethod ?? '';
    const { methods } = store.resource(call, apiId, input.resourceId ?? '');
    const key = Object.hasOwn(methods, tested) || !Object.hasOwn(methods, 'ANY') ? tested : 'ANY';
    const { resource, method } = store.method(call, apiId, input.resourceId ?? '', key);
    const several = Object.entries(input.multiValueHeaders ?? {}).flatMap(([name, values]) =>
      values.map((value) => [name, value] as const),
    );
    const answer = await tester({
      tenant: { account: call.account, region: call.region },
      api: store.api(call, apiId),
      resource,
      method,
      // Who tests ANY has to take one.
      httpMethod: tested === 'ANY' ? 'GET' : tested,
      models: store.models.list(call, apiId),
      requestValidators: store.requestValidators.list(call, apiId),
      gatewayResponses: store.gatewayResponses.list(call, apiId),
      target: input.pathWithQueryString || resource.path,
      headers: [...Object.entries(input.headers ?? {}), ...several],
      body: Buffer.from(input.body ?? ''),
      stageVariables: input.stageVariables ?? {},
      sourceIp: call.headers['x-forwarded-for'] ?? 'test-invoke-source-ip',
    });
    const headers: Record<string, string> = {};
    const multiValueHeaders: Record<string, string[]> = {};
    for (const [name, value] of answer.headers) {
      headers[name] = value;
      multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
    }
    return {
      status: answer.status,
      body: Buffer.from(answer.body).toString(),
      headers,
      multiValueHeaders,
      log: answer.log,
      latency: answer.latency,
    };
  };
