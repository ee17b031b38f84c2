/** Invoke: what goes to the data plane and what comes back. */
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { refusal, testLambda } from '../service.fixture.ts';

const lambda = testLambda();

describe('Invoke', () => {
  it('hands the request to the data plane and sends its trace header back', async () => {
    await lambda.create();
    const ClientContext = Buffer.from('{"custom":{"a":"b"}}').toString('base64');
    const input = { FunctionName: 'f', Payload: strToU8('{"a":1}'), ClientContext, LogType: 'Tail' };
    const headers = { 'x-amzn-trace-id': 'Root=1-a-b;Sampled=1' };
    const responseHeaders = new Map<string, string>();
    const output = await lambda.call('Invoke', input, { headers, responseHeaders });
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', Payload: strToU8('{}') });
    expect(lambda.invoked[0]).toMatchObject({
      clientContext: '{"custom":{"a":"b"}}',
      traceHeader: 'Root=1-a-b;Sampled=1',
      logType: 'Tail',
    });
    expect(responseHeaders.get('X-Amzn-Trace-Id')).toBe('Root=1-a-b');
    expect(responseHeaders.get('x-amzn-remapped-content-length')).toBe('0');
  });

  it('runs nothing for DryRun, but names what is missing', async () => {
    await lambda.create();
    expect(await lambda.call('Invoke', { FunctionName: 'f', InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 });
    await expect(lambda.call('Invoke', { FunctionName: 'g', InvocationType: 'DryRun' })).rejects.toEqual(
      refusal('ResourceNotFoundException', 404),
    );
    expect(lambda.invoked).toEqual([]);
  });

  it('refuses payloads that are too large for their kind', async () => {
    await expect(lambda.call('Invoke', { FunctionName: 'f', Payload: new Uint8Array(6_291_457) })).rejects.toEqual(
      refusal(
        'RequestEntityTooLargeException',
        413,
        'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      ),
    );
    const event = { FunctionName: 'f', InvocationType: 'Event', Payload: new Uint8Array(1_048_577) };
    await expect(lambda.call('Invoke', event)).rejects.toEqual(
      refusal(
        'RequestEntityTooLargeException',
        413,
        '1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
      ),
    );
  });
});
