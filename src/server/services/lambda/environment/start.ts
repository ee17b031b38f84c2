/**
 * Makes an execution environment: directories, credentials, sandbox, doors, runtime, init phase. Called by pool.ts when no idle
 * environment of the version is left.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Config } from '../../../config.ts';
import type { LogSink, RoleAuthority, SentDocument, Tenant } from '../../ports.ts';
import type { FunctionCatalogue, FunctionVersion } from '../function.ts';
import { environmentVariables } from '../runtimes/environment-variables.ts';
import { type Places, planRuntime } from '../runtimes/runtime.ts';
import type { Probe } from '../sandbox/bubblewrap.ts';
import type { Cgroups } from '../sandbox/cgroups.ts';
import { createDialer } from '../sandbox/dialer.ts';
import { type DoorListeners, doorPorts, type OwnNames, openHandedDoors, openLoopbackDoors } from '../sandbox/doors.ts';
import { certificateFiles } from '../sandbox/etc.ts';
import { startHolder } from '../sandbox/holder.ts';
import type { Launchers } from '../sandbox/launchers.ts';
import { mergeLayers } from '../sandbox/layers.ts';
import { type Network, openNetwork } from '../sandbox/network.ts';
import { type PythonInterpreter, sandboxPrograms } from '../sandbox/programs.ts';
import { ExecutionEnvironment } from './environment.ts';
import { extensionFiles, extensionVariables } from './extensions/extension-programs.ts';
import { HeldDocuments } from './held-documents.ts';
import { EnvironmentLog } from './output.ts';
import type { Program } from './processes.ts';

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
const inside: Places = {
  task: '/var/task',
  opt: '/opt',
  runtime: '/var/runtime',
  lang: '/var/lang',
  programs: '/run/radiograph',
  isolated: true,
};

/** @throws AwsError when the runtime cannot be run here; Error when the sandbox does not start. */
export async function startEnvironment(
  deps: EnvironmentDeps,
  machine: Machine,
  version: FunctionVersion,
): Promise<ExecutionEnvironment> {
  const { config, catalogue, roles, doors } = deps;
  const tenant = { account: version.account, region: version.region };
  const isolated = machine.probe.kind === 'bubblewrap';
  const code = catalogue.codeDirectory(version.codeSha256);
  const [plan, task, layers] = await Promise.all([
    planRuntime(version, config.cacheDir, code),
    code,
    Promise.all(
      version.layers.map(async ({ codeSha256 }) => ({ codeSha256, directory: await catalogue.codeDirectory(codeSha256) })),
    ),
  ]);
  const opt = await mergeLayers(layers, config.dataDir);
  const external = opt === undefined ? [] : await extensionFiles(opt);
  const nothing = join(sandboxPrograms, 'nothing');
  const places: Places = isolated
    ? inside
    : {
        task,
        opt: opt ?? nothing,
        runtime: plan.runtimeDirectory ?? nothing,
        lang: plan.langDirectory ?? nothing,
        programs: sandboxPrograms,
        isolated,
      };

  const credentials = roles.assume(version.role, version.functionName, credentialSeconds);
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
  const uid = machine.nextUid();
  const megabyte = 1024 * 1024;
  const tmpBytes = version.ephemeralStorage * megabyte;
  const cgroup = isolated
    ? machine.cgroups.create(environment.id, { memoryBytes: version.memorySize * megabyte, tmpBytes })
    : undefined;
  let network: Network | undefined;
  let hostPid: number | undefined;
  const holder = await startHolder({
    probe: machine.probe,
    python: machine.python,
    mounts: {
      task,
      opt,
      runtime: plan.runtimeDirectory,
      lang: plan.langDirectory,
      langLinks: plan.langLinks ?? {},
      programs: sandboxPrograms,
      etc: machine.etc,
      tmpBytes,
    },
    uid,
    launchers: machine.launchers,
    cgroup,
    // An extension may be a collector, which listens on OTLP's ports itself.
    listen: isolated ? doorPorts.filter(([name]) => !name.startsWith('otlp') || external.length === 0) : [],
    extensions: isolated && external.length > 0,
    // Begun while the holder is still starting; the function's own code must find the network up.
    onHostPid: (pid) => {
      hostPid = pid;
      network = openNetwork(pid, uid, machine.python);
    },
  }).catch((error: unknown) => {
    network?.close();
    void cgroup?.remove();
    throw error;
  });
  const handles = new Map([...holder.doors, ...((await network?.ready) ?? [])]);
  const open = isolated ? openHandedDoors(handles, listeners, machine.names) : await openLoopbackDoors(listeners);
  const command = plan.command(places);
  const variables = environmentVariables({
    version,
    places,
    runtimeVariables: command.variables,
    credentials,
    logStream: log.stream,
    runtimeApi: open.runtime,
    api: open.api,
    daemon: open.daemon,
    otlp: isolated ? undefined : open.otlp,
    certificates: handles.has('tls') ? certificateFiles : undefined,
  });
  const wrapper = plan.wrapper && isolated ? version.environment?.['AWS_LAMBDA_EXEC_WRAPPER'] : undefined;
  const dialer = createDialer(hostPid, uid, machine.python);
  const extensions = new Map<string, Program>(
    isolated
      ? external.map((name) => [name, { argv: [`/opt/extensions/${name}`], variables: extensionVariables(variables) }])
      : [],
  );
  await environment.open({
    id: environment.id,
    version,
    log,
    documents: held.documents,
    holder,
    label: plan.label,
    notice: isolated ? plan.notice : notices(plan.notice, version, external),
    programs: { runtime: { argv: wrapper ? [wrapper, ...command.argv] : command.argv, variables }, extensions },
    connect: dialer.connect,
    closeDoors: () => {
      dialer.close();
      open.close();
      network?.close();
      void cgroup?.remove();
    },
    expiresAt: environment.expiresAt,
  });
  return environment;
}

/** What is refused where functions are not isolated: both expect Lambda's own paths. */
function notices(substitution: string | undefined, version: FunctionVersion, extensions: readonly string[]): string | undefined {
  const missing = 'functions are not isolated on this machine';
  const wrapper = version.environment?.['AWS_LAMBDA_EXEC_WRAPPER']
    ? `AWS_LAMBDA_EXEC_WRAPPER is not honoured: ${missing}, and a wrapper expects /opt and /var/runtime.`
    : undefined;
  const external =
    extensions.length > 0
      ? `The extensions ${extensions.join(', ')} are not started: ${missing}, and an extension expects /opt.`
      : undefined;
  return [substitution, wrapper, external].filter((notice) => notice !== undefined).join(' ') || undefined;
}

/** `2026/01/31/[$LATEST]0123…`: the day and the environment (lambda/latest/dg/monitoring-cloudwatchlogs.html). */
function streamName(version: FunctionVersion): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${version.version}]${randomBytes(16).toString('hex')}`;
}
