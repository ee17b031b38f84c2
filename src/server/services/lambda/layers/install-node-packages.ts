/** Packages of npm as a layer holds them, in `nodejs/` (Lambda developer guide, "Packaging your layer content"). Called by build-layer.ts. */
import { findProgram } from '../sandbox/programs.ts';
import type { Installation } from './build-layer.ts';
import type { NodeContent } from './layer-recipes.ts';

/** npm keeps nothing but the packages, and runs no scripts of theirs. */
const words = ['install', '--prefix', 'nodejs', '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];

/** What no running function reads: two thirds of the files. */
const prune = ['find', 'nodejs', '-type', 'f', '(', ...anyOf('*.map', '*.ts', '*.mts', '*.cts', '*.md'), ')', '-delete'];

function anyOf(...patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern, index) => [...(index === 0 ? [] : ['-o']), '-name', pattern]);
}

export function nodeInstallation({ packages }: NodeContent): Installation {
  return {
    name: 'nodejs',
    identity: ['npm', process.arch, packages, prune],
    steps: [[findProgram('npm') ?? 'npm', ...words, '--omit=dev', '--omit=peer', '--loglevel=error', ...packages], prune],
    removed: ['nodejs/package.json', 'nodejs/node_modules/.package-lock.json'],
  };
}
