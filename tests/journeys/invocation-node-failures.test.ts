/**
 * What Node functions answer and log when they fail or answer in old ways, as AWS's own interface clients do it: the one up to Node 22,
 * which has callbacks, and the one from Node 24 on, which has none. Real runtimes, with the ports on the other side in memory.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, type Harness, logOf } from './execution-harness.ts';

let harness: Harness;
beforeAll(() => {
  harness = createHarness();
});
afterAll(() => harness.close());

const never = 'exports.handler = async () => new Promise(() => {});';
let made = 0;

async function invoke(runtime: string, code: string, file = 'index.js', json = false) {
  const name = `f${made++}`;
  harness.deploy(name, { [file]: code }, {
    runtime,
    handler: 'index.handler',
    ...(json ? { loggingConfig: { LogFormat: 'JSON', LogGroup: `/aws/lambda/${name}` } } : {}),
  } as never);
  const result = await harness.invoke(name, {}, { logType: 'Tail' });
  return {
    answer: JSON.parse(Buffer.from(result.payload).toString()) as unknown,
    error: result.functionError,
    log: logOf(result),
  };
}

describe('up to Node 22, a function', () => {
  const node22 = (code: string, file?: string) => invoke('nodejs22.x', code, file);

  it.each([
    ['never calls back', 'exports.handler = (event, context, callback) => {};'],
    ['returns without a promise', 'exports.handler = () => "ignored";'],
  ])('that %s answers null once nothing is left to run', async (_what, code) => {
    expect(await node22(code)).toMatchObject({ answer: null, error: undefined });
  });

  it('that waits for a promise that is never settled has failed, and its environment goes on', async () => {
    const { answer, log } = await node22(never);
    expect(answer).toMatchObject({
      errorType: 'Runtime.NodeJsExit',
      errorMessage: expect.stringContaining('a Promise that was never settled'),
    });
    expect(log).toContain('\tERROR\tInvoke Error \t{"errorType":"Runtime.NodeJsExit"');
    expect(log).not.toContain('Status: error');
  });

  it('that fails with something else than an error answers its type and text', async () => {
    expect((await node22('exports.handler = (e, c, done) => done("plain");')).answer).toEqual({
      ...{ errorType: 'string', errorMessage: 'plain', trace: [] },
    });
    expect((await node22('exports.handler = async () => { throw { name: "Own", message: "m" }; };')).answer).toEqual({
      ...{ errorType: 'object', errorMessage: '[object Object]', trace: [] },
    });
    expect((await node22('exports.handler = async () => { throw undefined; };')).answer).toMatchObject({
      errorMessage: 'handled',
    });
  });

  it('that leaves a rejection unhandled has its reason in the log', async () => {
    const code =
      'exports.handler = async () => { Promise.reject(new TypeError("late")); await new Promise((r) => setTimeout(r, 99)); };';
    const { answer, log } = await node22(code);
    expect(answer).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'TypeError: late',
      trace: expect.arrayContaining(['Runtime.UnhandledPromiseRejection: TypeError: late']),
    });
    expect(log).toContain(
      'Unhandled Promise Rejection \t{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"TypeError: late","reason":{"errorType":"TypeError","errorMessage":"late","stack":["TypeError: late",',
    );
  });

  it('logs what an error carries, with the errors within it', async () => {
    const code = 'exports.handler = async () => { throw Object.assign(new Error("m"), { code: "E1", inner: new Error("i") }); };';
    expect((await node22(code)).log).toContain(
      'Invoke Error \t{"errorType":"Error","errorMessage":"m","code":"E1","inner":{"errorType":"Error","errorMessage":"i","stack":[',
    );
  });

  it('that requires or imports in vain says so as the interface client does', async () => {
    expect((await node22('require("nope");')).answer).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringMatching(/^Error: Cannot find module 'nope'\nRequire stack:\n- .*index\.js\n- .*\/index\.mjs$/),
      trace: expect.arrayContaining(["Runtime.ImportModuleError: Error: Cannot find module 'nope'"]),
    });
    const imported = await node22('import "nope"; export const handler = async () => 1;', 'index.mjs');
    expect(imported.answer).toMatchObject({
      errorType: 'Error',
      errorMessage: expect.stringMatching(/^Cannot find package 'nope' imported from /),
    });
    expect(imported.log).toContain('"code":"ERR_MODULE_NOT_FOUND"');
  });
});

describe('from Node 24 on, a function', () => {
  it('answers what it returns, and has no callbacks in its context', async () => {
    const code = 'exports.handler = (event, context) => [typeof context.done, "callbackWaitsForEmptyEventLoop" in context];';
    expect(await invoke('nodejs24.x', code)).toMatchObject({ answer: ['undefined', false] });
  });

  it('that takes a callback is refused when it is loaded', async () => {
    const { answer, log } = await invoke('nodejs24.x', 'exports.handler = (event, context, callback) => callback(null, 1);');
    expect(answer).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: expect.stringMatching(/^ERROR: AWS Lambda has removed support for callback-based function handlers/),
    });
    expect(log).toContain('\tERROR\tInit Error \t{"errorType":"Runtime.CallbackHandlerDeprecated"');
  });

  it('that waits for a promise that is never settled exits as Node does', async () => {
    expect((await invoke('nodejs24.x', never)).answer).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: exit status 13$/),
    });
  });
});

it('has errors as objects in JSON logs: alone as the message, among others beside it', async () => {
  const code =
    'exports.handler = async () => { console.log({ a: 1 }); console.error(new RangeError("m")); console.warn("said", new RangeError("n")); };';
  const { log } = await invoke('nodejs22.x', code, 'index.js', true);
  const lines = log
    .split('\n')
    .filter((line) => line.includes('"level":'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { level: 'INFO', message: { a: 1 } },
    { level: 'ERROR', message: { errorType: 'RangeError', errorMessage: 'm', stackTrace: expect.any(Array) } },
    { level: 'WARN', message: expect.stringMatching(/^said RangeError: n/), errorType: 'RangeError', errorMessage: 'n' },
  ]);
});
