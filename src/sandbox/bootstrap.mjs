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

function log(level, parameters) {
  if (levels.indexOf(level) < threshold) return;
  const timestamp = new Date().toISOString();
  if (!json) return emit(`${timestamp}\t${currentRequest || 'undefined'}\t${level}\t${format(...parameters)}`);
  const [first] = parameters;
  const message =
    parameters.length === 1 && typeof first === 'object' && !types.isNativeError(first) ? first : format(...parameters);
  const error = parameters.find((value) => types.isNativeError(value));
  const details = error && { errorType: error.name, errorMessage: error.message, stackTrace: stackOf(error) };
  emit(JSON.stringify({ timestamp, level, requestId: currentRequest || undefined, ...details, message }));
}

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

const stackOf = (error) => String(error.stack ?? error).split('\n');

function describe(error) {
  if (!types.isNativeError(error))
    return {
      errorType: typeof error === 'object' && error !== null ? (error.name ?? 'object') : typeof error,
      errorMessage: typeof error === 'string' ? error : (error?.message ?? String(error)),
      trace: [],
    };
  return { errorType: error.name, errorMessage: error.message, trace: stackOf(error) };
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

function logFailure(what, error) {
  const { errorType, errorMessage, trace } = describe(error);
  if (json) return log('ERROR', [error]);
  const own = types.isNativeError(error) ? Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'name')) : {};
  emit(
    `${new Date().toISOString()}\t${currentRequest || 'undefined'}\tERROR\t${what} \t${JSON.stringify({ errorType, errorMessage, ...own, stack: trace })}`,
  );
}

class RuntimeFault extends Error {
  constructor(name, message, stack) {
    super(message);
    this.name = name;
    if (stack) this.stack = stack;
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
    module = asModule ? await import(pathToFileURL(path).href) : nodeModule.createRequire(`${env.LAMBDA_TASK_ROOT}/`)(path);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeFault('Runtime.UserCodeSyntaxError', String(error), error.stack);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND')
      throw new RuntimeFault('Runtime.ImportModuleError', `Error: ${error.message}`, error.stack);
    throw error;
  }
  const handler =
    exported.split('.').reduce((value, key) => value?.[key], module) ??
    exported.split('.').reduce((value, key) => value?.[key], module?.default);
  if (handler === undefined) throw new RuntimeFault('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeFault('Runtime.HandlerNotFound', `${name} is not a function`);
  return handler;
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const clientContext = headers['lambda-runtime-client-context'];
  return {
    callbackWaitsForEmptyEventLoop: true,
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

/** The three forms of a handler: async, callback, and a plain value. */
function run(handler, event, headers) {
  return new Promise((succeed, fail) => {
    const settle = (error, value) => {
      const finish = () => (error === undefined || error === null ? succeed(value) : fail(error));
      // By default a callback's result is sent once nothing is left to run.
      if (context.callbackWaitsForEmptyEventLoop) process.once('beforeExit', finish);
      else setImmediate(finish);
    };
    const context = {
      ...contextOf(headers),
      done: (error, value) => settle(error, value),
      succeed: (value) => settle(undefined, value),
      fail: (error) => settle(error ?? 'handled'),
    };
    let result;
    try {
      result = handler(event, context, settle);
    } catch (error) {
      fail(error);
      return;
    }
    if (typeof result?.then === 'function') result.then(succeed, fail);
    else if (handler.length < 3 && result !== undefined) succeed(result);
    else if (handler.length < 3) process.once('beforeExit', () => succeed(null));
  });
}

async function die(error, what) {
  logFailure(what, error);
  const body = JSON.stringify(describe(error));
  const path = currentRequest === '' ? 'init/error' : `invocation/${currentRequest}/error`;
  await call('POST', path, body, errorHeaders(error)).catch(() => undefined);
  process.exit(currentRequest === '' ? 1 : 129);
}

process.on('uncaughtException', (error) => void die(error, 'Uncaught Exception'));
process.on('unhandledRejection', (reason) => {
  void die(new RuntimeFault('Runtime.UnhandledPromiseRejection', String(reason), reason?.stack), 'Unhandled Promise Rejection');
});

const handler = await load(env._HANDLER).catch((error) => die(error, 'Uncaught Exception'));

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
