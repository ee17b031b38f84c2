/**
 * Node's runtime: loads the handler and speaks the Runtime API as Lambda's own does (lambda/latest/dg/nodejs-handler.html,
 * nodejs-logging.html). Started by src/sandbox/holder.py; the handler's name is in `_HANDLER`. No dependencies.
 */
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import * as nodeModule from 'node:module';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { format, types } from 'node:util';
import { ResponseStream, streams } from './response-streaming.mjs';

const env = process.env;
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 2 });
const logDescriptor = env._LAMBDA_TELEMETRY_LOG_FD === undefined ? undefined : Number(env._LAMBDA_TELEMETRY_LOG_FD);
delete env._LAMBDA_TELEMETRY_LOG_FD;
const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const json = env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
const threshold = Math.max(0, levels.indexOf(env.AWS_LAMBDA_LOG_LEVEL ?? 'TRACE'));
/** The runtime that was asked for: from Node 24 on Lambda's has no callbacks. */
const runtimeVersion = Number(/nodejs(\d+)/.exec(env.AWS_EXECUTION_ENV ?? '')?.[1] ?? process.versions.node.split('.')[0]);
const hasCallbacks = runtimeVersion < 24;
let currentRequest = '';

function call(method, path, body, headers = {}) {
  return new Promise((answer, fail) => {
    const options = { host, port, agent, method, path: `/2018-06-01/runtime/${path}` };
    const length = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = request({ ...options, headers: { ...length, ...headers } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => answer({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    outgoing.on('error', fail);
    outgoing.end(body);
  });
}

/** A response that is sent as it is made. `answered` resolves once the Runtime API has taken all of it. */
function openResponse(path) {
  let answered = Promise.resolve();
  const open = (contentType) => {
    const headers = {
      'content-type': contentType,
      'lambda-runtime-function-response-mode': 'streaming',
      trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      'transfer-encoding': 'chunked',
    };
    const outgoing = request({ host, port, agent, method: 'POST', path: `/2018-06-01/runtime/${path}`, headers });
    answered = new Promise((done, fail) => {
      outgoing.on('response', (response) => response.resume().on('end', done));
      outgoing.on('error', fail);
    });
    answered.catch(() => undefined);
    return outgoing;
  };
  return { stream: new ResponseStream(open), answered: () => answered };
}

/** Whole messages go through the log descriptor, so that one with line breaks stays one log event. */
function emit(text) {
  const data = Buffer.from(`${text}\n`);
  if (logDescriptor === undefined) return writeAll(1, data);
  const header = Buffer.alloc(16);
  header.writeUInt32BE(json ? 0xa55a0002 : 0xa55a0003, 0);
  header.writeUInt32BE(data.length, 4);
  header.writeBigUInt64BE(BigInt(Date.now()) * 1000n, 8);
  writeAll(logDescriptor, Buffer.concat([header, data]));
}

function writeAll(descriptor, data) {
  for (let at = 0; at < data.length; ) at += writeSync(descriptor, data, at);
}

function log(level, [first, ...others]) {
  if (levels.indexOf(level) < threshold) return;
  const timestamp = new Date().toISOString();
  if (!json) return emit(`${timestamp}\t${currentRequest || 'undefined'}\t${level}\t${format(first, ...others)}`);
  const record = { timestamp, level, requestId: currentRequest || undefined };
  if (others.length > 0) {
    const error = [first, ...others].find((value) => value instanceof Error);
    return emit(JSON.stringify({ ...record, message: format(first, ...others), ...(error && detailsOf(error)) }));
  }
  try {
    const whole = { ...record, message: first };
    emit(JSON.stringify(whole, (_key, value) => (value instanceof Error ? { ...detailsOf(value), ...value } : value)));
  } catch {
    emit(JSON.stringify({ ...record, message: format(first) }));
  }
}

/** Of an error, in JSON logs. */
const detailsOf = (error) => ({
  errorType: error instanceof RuntimeFault ? error.name.replace('Runtime.', '') : (error.constructor?.name ?? 'UnknownError'),
  errorMessage: error.message,
  stackTrace: stackOf(error),
});

for (const [method, level] of Object.entries({
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
})) {
  console[method] = (...parameters) => log(level, parameters);
}

const stackOf = (error) => String(error?.stack ?? error).split('\n');

/** An error, also of another realm or a library that only looks like one. */
const isError = (value) =>
  types.isNativeError(value) ||
  ['name', 'message', 'stack'].every((member) => typeof value?.[member] === 'string' && value[member] !== '');

/** What the caller gets. */
function describe(error) {
  if (isError(error)) return { errorType: error.name, errorMessage: error.message, trace: stackOf(error) };
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function causeOf(error) {
  const { errorType, errorMessage } = describe(error);
  const stack = [];
  for (const line of stackOf(error).slice(1)) {
    const found = /at (?:(.*?) \()?(?:file:\/\/)?(\/[^)]*?):(\d+):\d+\)?$/.exec(line.trim());
    if (found) stack.push({ path: found[2], line: Number(found[3]), label: found[1] ?? 'anonymous' });
  }
  const cause = {
    working_directory: process.cwd(),
    exceptions: [{ type: errorType, message: errorMessage, stack }],
    paths: [...new Set(stack.map((frame) => frame.path))],
  };
  return JSON.stringify(cause).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function errorHeaders(error) {
  const cause = causeOf(error);
  const type = String(describe(error).errorType).replace(/[^\x20-\x7e]/g, '?');
  return {
    'lambda-runtime-function-error-type': type,
    ...(cause.length < 65536 ? { 'lambda-runtime-function-xray-error-cause': cause } : {}),
  };
}

/** Whatever was thrown is logged as an error, with what it carries beside message and stack, and with the errors within it. */
function logFailure(what, thrown) {
  const error = thrown instanceof Error ? thrown : new Error(thrown);
  if (json) return log('ERROR', [error]);
  const shown = (_key, value) =>
    value instanceof Error
      ? { errorType: value.name, errorMessage: value.message, code: value.code, ...value, stack: stackOf(value) }
      : value;
  let text;
  try {
    text = JSON.stringify(error, shown);
  } catch {
    text = JSON.stringify(describe(error));
  }
  emit(`${new Date().toISOString()}\t${currentRequest || 'undefined'}\tERROR\t${what} \t${text}`);
}

class RuntimeFault extends Error {
  constructor(name, message, stack) {
    super(message);
    const frames = String(this.stack)
      .split('\n')
      .filter((line) => line.startsWith('    at '));
    // Not to be seen among what an error carries.
    Object.defineProperty(this, 'name', { value: name });
    this.stack = stack ?? [`${name}: ${message}`, ...frames].join('\n');
  }
}

function isModule(file) {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = resolve(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    if (folder === dirname(folder)) return false;
  }
}

/** Costs a thread: only where a layer or the runtime has something to find. Node 16 cannot, nor does Lambda's. */
function findModulesThroughNodePath() {
  const folders = (env.NODE_PATH ?? '').split(':').filter((path) => path.endsWith('/node_modules'));
  if (folders.some((path) => existsSync(path))) nodeModule.register?.('./node-path.mjs', import.meta.url);
}

const noCallbacks =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';
const neverSettled =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

async function load(name) {
  if (name.includes('..'))
    throw new RuntimeFault(
      'Runtime.MalformedHandlerName',
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  const [, folder, file, exported] = /^(.*\/)?([^/.]+)\.(.+)$/.exec(name) ?? [];
  if (exported === undefined) throw new RuntimeFault('Runtime.MalformedHandlerName', 'Bad handler');
  const base = resolve(env.LAMBDA_TASK_ROOT, folder ?? '', file);
  const found = ['', '.js', '.mjs', '.cjs']
    .map((extension) => base + extension)
    .find((path) => existsSync(path) && !path.endsWith('/'));
  const path = found === base && !/\.[cm]?js$/.test(base) && existsSync(`${base}.js`) ? `${base}.js` : found;
  let module;
  try {
    if (path === undefined)
      throw Object.assign(new Error(`Cannot find module '${file}'\nRequire stack:\n- /var/runtime/index.mjs`), {
        code: 'MODULE_NOT_FOUND',
      });
    const asModule = path.endsWith('.mjs') || (path.endsWith('.js') && isModule(path));
    findModulesThroughNodePath();
    module = asModule
      ? await import(pathToFileURL(path).href)
      : nodeModule.createRequire(`${env.LAMBDA_RUNTIME_DIR}/index.mjs`)(path);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeFault('Runtime.UserCodeSyntaxError', String(error), error.stack);
    // What an ES module imports in vain (ERR_MODULE_NOT_FOUND) is not told apart from other errors.
    if (error?.code === 'MODULE_NOT_FOUND') throw new RuntimeFault('Runtime.ImportModuleError', String(error));
    throw error;
  }
  const handler =
    exported.split('.').reduce((value, key) => value?.[key], module) ??
    exported.split('.').reduce((value, key) => value?.[key], module?.default);
  if (handler === undefined) throw new RuntimeFault('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeFault('Runtime.HandlerNotFound', `${name} is not a function`);
  if (!hasCallbacks && handler.length >= 3 && !streams(handler))
    throw new RuntimeFault('Runtime.CallbackHandlerDeprecated', noCallbacks);
  return handler;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const clientContext = headers['lambda-runtime-client-context'];
  return {
    ...(hasCallbacks ? { callbackWaitsForEmptyEventLoop: true } : {}),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** A handler that streams: its response is over when it has ended the stream. */
async function runStreaming(handler, event, headers, path) {
  const { stream, answered } = openResponse(`${path}/response`);
  const over = finished(stream);
  over.catch(() => undefined);
  try {
    await handler(event, stream, contextOf(headers));
    await over;
  } catch (error) {
    if (!stream.hasBegun) throw error;
    logFailure('Invoke Error', error);
    const failure = describe(error);
    stream.fail(String(failure.errorType).replace(/[^\x20-\x7e]/g, '?'), JSON.stringify(failure));
  }
  await answered();
}

/** From Node 24 on: what the handler returns, or what its promise comes to. */
async function runPlain(handler, event, headers) {
  // As Node does by itself when a promise that a module waits for is never settled.
  const unsettled = () => process.exit(13);
  process.once('beforeExit', unsettled);
  try {
    return await handler(event, contextOf(headers));
  } finally {
    process.removeListener('beforeExit', unsettled);
  }
}

/**
 * Up to Node 22: a promise, a callback, or the functions of the context; anything else that a handler returns is not looked at. When
 * nothing is left to run and no answer was given, an async function has failed, and any other has answered null.
 */
function runWithCallbacks(handler, event, headers) {
  return new Promise((succeed, fail) => {
    const isAsync = handler.constructor?.name === 'AsyncFunction';
    let whenIdle = () => (isAsync ? fail(new RuntimeFault('Runtime.NodeJsExit', neverSettled)) : succeed(null));
    const idle = () => whenIdle();
    process.once('beforeExit', idle);
    const settle = (error, value) => {
      process.removeListener('beforeExit', idle);
      if (error === undefined || error === null) succeed(value);
      else fail(error);
    };
    const context = {
      ...contextOf(headers),
      done: settle,
      succeed: (value) => settle(undefined, value),
      fail: (error) => settle(error ?? 'handled'),
    };
    // By default a callback's result is sent once nothing is left to run.
    const callback = (error, value) => {
      const waits = (error === undefined || error === null) && context.callbackWaitsForEmptyEventLoop;
      if (waits) whenIdle = () => succeed(value);
      else settle(error, value);
    };
    try {
      const result = handler(event, context, callback);
      if (typeof result?.then === 'function') result.then(context.succeed, context.fail);
    } catch (error) {
      callback(error);
    }
  });
}

const run = hasCallbacks ? runWithCallbacks : runPlain;

async function die(error, what, status = 129) {
  logFailure(what, error);
  const body = JSON.stringify(describe(error));
  const path = currentRequest === '' ? 'init/error' : `invocation/${currentRequest}/error`;
  await call('POST', path, body, errorHeaders(error)).catch(() => undefined);
  process.exit(currentRequest === '' ? 1 : status);
}

process.on('uncaughtException', (error) => void die(error, 'Uncaught Exception'));
process.on('unhandledRejection', (reason, promise) => {
  const error = new RuntimeFault('Runtime.UnhandledPromiseRejection', String(reason));
  void die(Object.assign(error, { reason, promise }), 'Unhandled Promise Rejection', 128);
});

const handler = await load(env._HANDLER).catch((error) => die(error, hasCallbacks ? 'Uncaught Exception' : 'Init Error'));

async function loop() {
  const { headers, body } = await call('GET', 'invocation/next');
  currentRequest = headers['lambda-runtime-aws-request-id'];
  const trace = headers['lambda-runtime-trace-id'];
  if (trace === undefined) delete env._X_AMZN_TRACE_ID;
  else env._X_AMZN_TRACE_ID = trace;
  const path = `invocation/${currentRequest}`;
  try {
    if (streams(handler)) await runStreaming(handler, JSON.parse(body), headers, path);
    else {
      const result = await run(handler, JSON.parse(body), headers);
      const text = JSON.stringify(result === undefined ? null : result);
      await call('POST', `${path}/response`, text ?? 'null');
    }
  } catch (error) {
    logFailure('Invoke Error', error);
    await call('POST', `${path}/error`, JSON.stringify(describe(error)), errorHeaders(error));
  }
  setImmediate(loop);
}

setImmediate(loop);
