/**
 * Layers merged into one `/opt` (lambda/latest/dg/chapter-layers.html: later layers overwrite earlier ones). One layer is bound as it
 * lies; several are hard-linked into a directory named by their contents, once. Called by environment/start.ts.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, readlink, rename, rm, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export interface LayerDirectory {
  readonly codeSha256: string;
  readonly directory: string;
}

/** @returns the host directory for `/opt`, undefined without layers. */
export async function mergeLayers(layers: readonly LayerDirectory[], parent: string): Promise<string | undefined> {
  if (layers.length <= 1) return layers[0]?.directory;
  const hash = createHash('sha256')
    .update(layers.map((layer) => layer.codeSha256).join('\n'))
    .digest('hex');
  const target = join(parent, 'merged-layers', hash);
  if (existsSync(target)) return target;
  const part = `${target}.${process.pid}.${Date.now()}`;
  await mkdir(part, { recursive: true, mode: 0o755 });
  for (const { directory } of layers) await overlay(directory, part);
  await rename(part, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(part, { recursive: true, force: true });
  return target;
}

async function overlay(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true, mode: 0o755 });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) {
      await unlink(to).catch(() => undefined);
      await overlay(from, to);
      continue;
    }
    await rm(to, { recursive: true, force: true });
    if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    else await link(from, to).catch(() => copyFile(from, to));
  }
}
