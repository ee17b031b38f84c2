/** The project's own files, as git knows them: committed or about to be, never ignored ones. Who calls it: scripts/checks. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** @returns {string[]} paths from the root, sorted. */
export function sourceFiles() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
  return [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(path)).sort();
}

export function isCode(path) {
  return /\.(ts|tsx|mjs)$/.test(path);
}

export function isTest(path) {
  return /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
}

/** Specifiers of static, dynamic and re-exporting imports. `typeOnly` ones are gone at run time. */
export function importsOf(path) {
  // A comment may quote an import.
  const text = readFileSync(path, 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const found = [];
  for (const [, type, specifier] of text.matchAll(/^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'/gm))
    found.push({ specifier, typeOnly: type !== undefined });
  for (const [, specifier] of text.matchAll(/^import\s+'([^']+)'/gm)) found.push({ specifier, typeOnly: false });
  for (const [, before, specifier] of text.matchAll(/(typeof\s+)?\bimport\(\s*'([^']+)'\s*\)/g))
    found.push({ specifier, typeOnly: before !== undefined });
  return found;
}
