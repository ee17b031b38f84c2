/**
 * What an environment is made of on this machine: the runtime, and the directories of code and layers. Called by start.ts.
 */
import { join } from 'node:path';
import type { FunctionCatalogue, FunctionVersion } from '../function.ts';
import { type Places, planRuntime, type RuntimePlan } from '../runtimes/runtime.ts';
import { mergeLayers } from '../sandbox/layers.ts';
import { sandboxPrograms } from '../sandbox/programs.ts';
import { extensionFiles } from './extensions/extension-programs.ts';

export interface Directories {
  readonly plan: RuntimePlan;
  /** Host directories; `opt` is undefined without layers. */
  readonly task: string;
  readonly opt: string | undefined;
  /** Names of the files in `/opt/extensions`. */
  readonly extensions: readonly string[];
  /** Where the function finds all this. */
  readonly places: Places;
}

export interface DirectorySources {
  readonly catalogue: FunctionCatalogue;
  readonly config: { readonly cacheDir: string; readonly dataDir: string };
}

const inside: Places = {
  task: '/var/task',
  opt: '/opt',
  runtime: '/var/runtime',
  lang: '/var/lang',
  programs: '/run/radiograph',
  isolated: true,
};

/** @throws AwsError when the runtime cannot be run here. */
export async function prepareDirectories(
  { catalogue, config }: DirectorySources,
  version: FunctionVersion,
  isolated: boolean,
): Promise<Directories> {
  const code = catalogue.codeDirectory(version.codeSha256);
  const [plan, task, layers] = await Promise.all([
    planRuntime(version, config.cacheDir, code),
    code,
    Promise.all(
      version.layers.map(async ({ codeSha256 }) => ({ codeSha256, directory: await catalogue.codeDirectory(codeSha256) })),
    ),
  ]);
  const opt = await mergeLayers(layers, config.dataDir);
  const extensions = opt === undefined ? [] : await extensionFiles(opt);
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
  return { plan, task, opt, extensions, places };
}
