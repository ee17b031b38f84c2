/** What all environments of a server share: whether they are isolated, who runs their holders, their `/etc`. Called by execution.ts. */
import { chmod, rm } from 'node:fs/promises';
import type { Machine } from '../environment/start.ts';
import { pythonInterpreters } from '../runtimes/interpreters.ts';
import { type Probe, probeBubblewrap } from './bubblewrap.ts';
import type { Cgroups } from './cgroups.ts';
import { makeEtc } from './etc.ts';
import { keepLaunchers } from './launchers.ts';
import { hostResolvers } from './name-server.ts';
import { outboundMissing } from './network.ts';
import { findProgram, inspectPython } from './programs.ts';

/** No account of a usual system is there; each environment has its own, so that functions cannot reach each other through the host. */
const firstUid = 1_879_048_192;
const uidCount = 65_536;
const isRoot = process.getuid?.() === 0;

/** @throws Error when bubblewrap was asked for and cannot be had. */
export function probeSandbox(wanted: 'auto' | 'bubblewrap' | 'none'): Probe {
  if (wanted === 'none')
    return { kind: 'none', disableUserns: false, notice: 'Functions are not isolated: --sandbox none was asked for.' };
  const probe = probeBubblewrap(isRoot ? firstUid : undefined);
  if (wanted === 'bubblewrap' && probe.kind === 'none')
    throw new Error(`--sandbox bubblewrap is not possible here. ${probe.notice}`);
  if (probe.kind !== 'bubblewrap' || outboundMissing === undefined) return probe;
  return { ...probe, notice: `Functions reach Radiograph and no other network: ${outboundMissing}.` };
}

/**
 * @param directory a directory of the server's own, removed by `close`.
 * @param dataDir where the certificate authority is kept.
 */
export async function prepareMachine(probe: Probe, cgroups: Cgroups, directory: string, dataDir: string): Promise<Machine> {
  await chmod(directory, 0o755);
  const system = await inspectPython('/usr/bin/python3');
  const python = system ?? (await inspectPython(findProgram('python3') ?? 'python3'));
  if (python === undefined) throw new Error('Python 3 is needed to run functions: it holds their execution environments.');
  void pythonInterpreters();
  // Loaded here, because a server's start need not wait for it.
  const { openCertificateAuthority } = await import('../../../tls/authority.ts');
  const authority = await openCertificateAuthority(dataDir);
  const launchers = isRoot && probe.kind === 'bubblewrap' ? keepLaunchers(python) : undefined;
  let count = 0;
  return {
    probe,
    python,
    etc: await makeEtc(directory, authority.certificate),
    names: { authority, forward: outboundMissing === undefined ? hostResolvers() : undefined },
    cgroups,
    launchers,
    nextUid: () => {
      if (!isRoot) return undefined;
      count = (count + 1) % uidCount;
      return firstUid + count;
    },
    close: async () => {
      launchers?.close();
      await cgroups.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
