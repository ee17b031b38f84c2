/**
 * Makes an execution environment: directories, credentials, sandbox, doors, runtime, init phase. Called by pool.ts when no idle
 * environment of the version is left.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Config } from '../../../config.ts';
import type { LogSink, RoleAuthority, SentDocument, Tenant } from '../../ports.ts';
import type { FunctionCatalogue, FunctionVersion } from '../function.ts';
import { environmentVariables } from '../runtimes/environment-variables.ts';
import type { Probe } from '../sandbox/bubblewrap.ts';
import type { Cgroups } from '../sandbox/cgroups.ts';
import type { DoorListeners, OwnNames } from '../sandbox/doors.ts';
import { certificateFiles } from '../sandbox/etc.ts';
import type { Launchers } from '../sandbox/launchers.ts';
import type { PythonInterpreter } from '../sandbox/programs.ts';
import { prepareDirectories } from './directories.ts';
import { ExecutionEnvironment } from './environment.ts';
import { HeldDocuments } from './held-documents.ts';
import { openSandbox } from './open-sandbox.ts';
import { EnvironmentLog } from './output.ts';
import { noticeOf, programsOf } from './programs.ts';

/** Where the spans of a function go until its invocation ends. */
interface SpanHolding {
  /** False when too much is held already. */
  readonly hold: (documents: readonly SentDocument[], bytes: number) => boolean;
  /** Is it an Invocation subsegment of this environment? */
  readonly isInvocation: (spanId: string) => boolean;
}

/** What the server offers inside an environment. */
export interface Doors {
  /** The AWS API. */
  readonly api: RequestListener;
  /** The daemon's unsigned GetSamplingRules and SamplingTargets. */
  daemonTcp(tenant: Tenant): RequestListener;
  /** Parses a datagram of the daemon protocol; its segment documents, none for garbage (counted there). */
  datagram(bytes: Uint8Array, isInvocation: (spanId: string) => boolean): readonly SentDocument[];
  /** OTLP over HTTP; `isRequest` finds what of it is sent to the API's own address. */
  readonly otlp: {
    isRequest(request: IncomingMessage): boolean;
    held(holding: SpanHolding): RequestListener;
    heldGrpc(holding: SpanHolding): ReturnType<DoorListeners['otlpGrpc']>;
  };
}

export interface EnvironmentDeps {
  readonly catalogue: FunctionCatalogue;
  readonly logSink: LogSink;
  readonly roles: RoleAuthority;
  readonly config: Config;
  readonly doors: Doors;
  /** Sends what the function has sent outside of invocations. */
  readonly sendHeld: (environment: ExecutionEnvironment) => void;
}

/** What is the same for all environments of a server. */
export interface Machine {
  readonly probe: Probe;
  /** Runs the holder. */
  readonly python: PythonInterpreter;
  readonly etc: string;
  readonly cgroups: Cgroups;
  readonly launchers: Launchers | undefined;
  readonly names: OwnNames;
  /** A host user of its own for each environment, when the server is root. */
  nextUid(): number | undefined;
  close(): Promise<void>;
}

const credentialSeconds = 6 * 3_600;
const renewBeforeMs = 30 * 60_000;
/** @throws AwsError when the runtime cannot be run here; Error when the sandbox does not start. */
export async function startEnvironment(
  deps: EnvironmentDeps,
  machine: Machine,
  version: FunctionVersion,
): Promise<ExecutionEnvironment> {
  const { roles, doors } = deps;
  const tenant = { account: version.account, region: version.region };
  const isolated = machine.probe.kind === 'bubblewrap';
  const directories = await prepareDirectories(deps, version, isolated);
  const credentials = roles.assume(version.role, sessionName(version.functionName), credentialSeconds);
  const log = new EnvironmentLog({
    sink: deps.logSink,
    tenant,
    group: version.loggingConfig.LogGroup,
    stream: streamName(version),
  });
  const held = new HeldDocuments({ idle: () => environment.state === 'idle', send: () => deps.sendHeld(environment) });
  const environment = new ExecutionEnvironment({
    id: randomUUID(),
    version,
    log,
    documents: held.documents,
    expiresAt: credentials.expiration.getTime() - renewBeforeMs,
  });
  const isInvocation = (spanId: string): boolean => environment.recentInvocations.has(spanId);
  const holding: SpanHolding = { hold: (sent, bytes) => held.hold(sent, bytes), isInvocation };
  const otlp = doors.otlp.held(holding);
  const listeners: DoorListeners = {
    runtime: environment.runtimeApi.listener,
    // X-Ray's own endpoint for spans is one of the API's addresses; what a function sends there belongs to its invocation too.
    api: (request, response) => (doors.otlp.isRequest(request) ? otlp : doors.api)(request, response),
    daemon: doors.daemonTcp(tenant),
    xray: (bytes) => held.hold(doors.datagram(bytes, isInvocation), bytes.length),
    otlp,
    otlpGrpc: () => doors.otlp.heldGrpc(holding),
  };
  const sandbox = await openSandbox(machine, environment.id, version, directories, listeners);
  const { holder, connect, close } = sandbox;
  const variables = environmentVariables({
    version,
    places: directories.places,
    runtimeVariables: directories.plan.command(directories.places).variables,
    credentials,
    logStream: log.stream,
    runtimeApi: sandbox.doors.runtime,
    api: sandbox.doors.api,
    daemon: sandbox.doors.daemon,
    otlp: isolated ? undefined : sandbox.doors.otlp,
    certificates: sandbox.tls ? certificateFiles : undefined,
  });
  await environment.open({
    holder,
    connect,
    closeDoors: close,
    label: directories.plan.label,
    notice: noticeOf(version, directories),
    programs: programsOf(version, directories, variables),
  });
  return environment;
}

/** The name of a role session has two characters at least; Lambda lengthens the name of a function with one. */
export function sessionName(functionName: string): string {
  return functionName.length === 1 ? `${functionName}@lambda_function` : functionName;
}

/** `2026/01/31/[$LATEST]0123…`: the day and the environment (lambda/latest/dg/monitoring-cloudwatchlogs.html). */
function streamName(version: FunctionVersion): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version.version}]${randomBytes(16).toString('hex')}`;
}
