/** What a stage tells X-Ray of a request to a REST API, and the header that goes on with it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment } from '../../../model/segment-document.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { tenant } from '../service.fixture.ts';
import { functionArn, TestRestApi } from './rest-api.fixture.ts';

const root = '1-5759e988-bd862e3fe1be46a994272793';

let api: TestRestApi;
beforeEach(async () => {
  api = new TestRestApi();
  await api.door.open();
});
afterEach(() => api.close());

describe('a stage with tracing', () => {
  beforeEach(() => api.putStage({ tracingEnabled: true }));

  it('records a segment with the call of the function below it, and passes the trace on', async () => {
    const response = await api.call('GET', '/items/1?x=y', { 'user-agent': 'test/1' });
    const [segment] = api.segments;
    const [call] = segment?.subsegments ?? [];
    expect(segment).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      trace_id: expect.stringMatching(/^1-/),
      name: 'my api test/dev',
      start_time: expect.any(Number),
      end_time: expect.any(Number),
      http: {
        request: {
          url: 'https://api123.execute-api.eu-west-1.amazonaws.com/dev/items/1?x=y',
          method: 'GET',
          user_agent: 'test/1',
          client_ip: '127.0.0.1',
          x_forwarded_for: true,
        },
        response: { status: 200, content_length: 0 },
      },
      aws: {
        api_gateway: {
          account_id: tenant.account,
          rest_api_id: 'api123',
          stage: 'dev',
          request_id: response.headers['x-amzn-requestid'],
        },
      },
      annotations: { 'aws:api_id': 'api123', 'aws:api_stage': 'dev' },
      metadata: {
        default: {
          extended_request_id: response.headers['x-amz-apigw-id'],
          request_id: response.headers['x-amzn-requestid'],
        },
      },
      origin: 'AWS::ApiGateway::Stage',
      resource_arn: 'arn:aws:apigateway:eu-west-1::/restapis/api123/stages/dev',
      subsegments: [
        {
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          name: 'Lambda',
          start_time: expect.any(Number),
          end_time: expect.any(Number),
          http: {
            request: {
              url: `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`,
              method: 'POST',
            },
            response: { status: 200, content_length: 2 },
          },
          aws: { function_name: 'hello', region: 'eu-west-1', operation: 'Invoke', resource_names: ['hello'] },
          namespace: 'aws',
        },
      ],
    });
    expect(api.invocations[0]?.traceHeader).toBe(`Root=${segment?.trace_id};Parent=${call?.id};Sampled=1`);
    expect(response.headers['x-amzn-trace-id']).toBe(`Root=${segment?.trace_id};Parent=${segment?.id};Sampled=1`);
  });

  it("continues the caller's trace, and honours its decision", async () => {
    await api.call('GET', '/items/1', { 'x-amzn-trace-id': `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1` });
    expect(api.segments[0]).toMatchObject({ trace_id: root, parent_id: '53995c3f42cd8ad8' });
    const response = await api.call('GET', '/items/1', { 'x-amzn-trace-id': `Root=${root};Sampled=0` });
    expect(api.segments).toHaveLength(1);
    expect(api.invocations[1]?.traceHeader).toBe(`Root=${root};Sampled=0`);
    expect(response.headers['x-amzn-trace-id']).toMatch(new RegExp(`^Root=${root};Parent=[0-9a-f]{16};Sampled=0$`));
  });

  it('starts a trace of its own when the caller names none, or one that cannot be read', async () => {
    await api.call('GET', '/items/1', { 'x-amzn-trace-id': 'Root=1-zz;Parent=53995c3f42cd8ad8;Sampled=1;own=x' });
    const [segment] = api.segments;
    expect(segment?.trace_id).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(segment).not.toHaveProperty('parent_id');
    expect(api.invocations[0]?.traceHeader).toBe(
      `Root=${segment?.trace_id};Parent=${segment?.subsegments?.[0]?.id};Sampled=1;own=x`,
    );
  });

  it('marks faults, errors and throttles, in the stage and in the call', async () => {
    const sampled = { 'x-amzn-trace-id': `Root=${root};Sampled=1` };
    api.answer = () => ({ statusCode: 404 });
    await api.call('GET', '/items/1', sampled);
    api.answer = () => ({ statusCode: 429 });
    await api.call('GET', '/items/1', sampled);
    api.answer = () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    };
    await api.call('GET', '/items/1', sampled);
    const marks = (of: object | undefined) => {
      const { error, fault, throttle } = (of ?? {}) as Partial<Segment>;
      return { error, fault, throttle };
    };
    expect(api.segments.map((segment) => [marks(segment), marks(segment.subsegments?.[0])])).toEqual([
      [{ error: true }, { error: true }],
      [
        { error: true, throttle: true },
        { error: true, throttle: true },
      ],
      [{ fault: true }, { error: true, throttle: true }],
    ]);
    expect(api.segments[0]?.subsegments?.[0]?.http?.response).toEqual({ status: 404, content_length: 0 });
    expect(api.segments[2]?.cause).toMatchObject({ exceptions: [{ message: 'TooManyRequestsException: Rate Exceeded.' }] });
  });
});

describe('a stage without tracing', () => {
  it('passes the header of the caller on as it is, and records nothing', async () => {
    const header = `Self=1-67891234-12456789abcdef012345678;Root=${root};Parent=53995c3f42cd8ad8;Sampled=1;own=x`;
    const response = await api.call('GET', '/items/1', { 'x-amzn-trace-id': header });
    expect(api.invocations[0]?.traceHeader).toBe(header);
    expect(response.headers['x-amzn-trace-id']).toMatch(new RegExp(`^Root=${root};Parent=53995c3f42cd8ad8;Sampled=1;`));
    expect(api.segments).toEqual([]);
  });
});
