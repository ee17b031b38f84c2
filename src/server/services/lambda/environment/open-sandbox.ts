/**
 * Opens the sandbox of one environment: its cgroup, its holder, its network, and the server's doors inside. Called by start.ts.
 */
import type { FunctionVersion } from '../function.ts';
import { createDialer } from '../sandbox/dialer.ts';
import { type DoorListeners, doorPorts, type OpenDoors, openHandedDoors, openLoopbackDoors } from '../sandbox/doors.ts';
import { type Holder, startHolder } from '../sandbox/holder.ts';
import { type Network, openNetwork } from '../sandbox/network.ts';
import { sandboxPrograms } from '../sandbox/programs.ts';
import type { Directories } from './directories.ts';
import type { Machine } from './start.ts';
import type { Connect } from './telemetry/destination.ts';

const megabyte = 1024 * 1024;

export interface OpenSandbox {
  readonly holder: Holder;
  readonly doors: OpenDoors;
  /** Is there a door for TLS, hence for AWS's own names? */
  readonly tls: boolean;
  /** To a port inside. */
  readonly connect: Connect;
  /** After its holder has ended. */
  close(): void;
}

/**
 * @param id names its cgroup.
 * @throws Error when the sandbox does not start.
 */
export async function openSandbox(
  machine: Machine,
  id: string,
  version: FunctionVersion,
  { plan, task, opt, extensions }: Directories,
  listeners: DoorListeners,
): Promise<OpenSandbox> {
  const isolated = machine.probe.kind === 'bubblewrap';
  const uid = machine.nextUid();
  const tmpBytes = version.ephemeralStorage * megabyte;
  const size = { memoryBytes: version.memorySize * megabyte, tmpBytes };
  const cgroup = isolated ? machine.cgroups.create(id, size) : undefined;
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
    listen: isolated ? doorPorts.filter(([name]) => !name.startsWith('otlp') || extensions.length === 0) : [],
    extensions: isolated && extensions.length > 0,
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
  const doors = isolated ? openHandedDoors(handles, listeners, machine.names) : await openLoopbackDoors(listeners);
  const dialer = createDialer(hostPid, uid, machine.python);
  return {
    holder,
    doors,
    tls: handles.has('tls'),
    connect: dialer.connect,
    close: () => {
      dialer.close();
      doors.close();
      network?.close();
      void cgroup?.remove();
    },
  };
}
