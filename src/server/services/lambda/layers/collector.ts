/**
 * OpenTelemetry's collector in the classic layer, where scripts/build-adot-collector.mjs has built it. Called by build-layer.ts.
 * Layout: aws-otel.github.io/docs/getting-started/lambda.
 */
import { chmod, copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxPrograms } from '../sandbox/programs.ts';

export interface BuiltCollector {
  readonly program: string;
  /** Bytes, and epoch milliseconds: another build is another layer. */
  readonly size: number;
  readonly builtAt: number;
}

/** Undefined when there is none: then the server takes the function's spans itself. */
export async function builtCollector(cacheDir: string): Promise<BuiltCollector | undefined> {
  const program = join(cacheDir, 'adot-collector', `collector-${process.arch}`);
  const found = await stat(program).catch(() => undefined);
  return found === undefined ? undefined : { program, size: found.size, builtAt: found.mtimeMs };
}

/** @param folder what will be `/opt`. */
export async function addCollector({ program }: BuiltCollector, folder: string): Promise<void> {
  await mkdir(join(folder, 'extensions'), { recursive: true });
  await mkdir(join(folder, 'collector-config'), { recursive: true });
  await copyFile(program, join(folder, 'extensions/collector'));
  await chmod(join(folder, 'extensions/collector'), 0o755);
  await copyFile(join(sandboxPrograms, 'layers/adot-collector/config.yaml'), join(folder, 'collector-config/config.yaml'));
}
