/**
 * Rules about files as such: names, sizes, what must not be in them.
 *
 * Who calls it: scripts/check.mjs. CONTRIBUTING.md says the rules in words.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isCode, isTest, sourceFiles } from './source-files.mjs';

const vague = /^(utils?|helpers?|common|misc|manager|legacy)$/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pascalCase = /^[A-Z][A-Za-z0-9]*$/;
const limit = 400;
const testLimit = 800;

/** @returns {string[]} one line per fault. */
export function fileFaults() {
  return sourceFiles()
    .filter((path) => isCode(path) && !path.includes('.gen.'))
    .flatMap((path) => [...nameFaults(path), ...contentFaults(path)]);
}

function nameFaults(path) {
  const stem = basename(path).replace(/\.(test|fixture|config|d)?\.?(ts|tsx|mjs)$/, '');
  const faults = [];
  const isComponent = path.endsWith('.tsx') && pascalCase.test(stem);
  if (!kebabCase.test(stem) && !isComponent) faults.push(`${path}: names are kebab-case, and PascalCase for a component`);
  for (const word of path.replace(/\.\w+$/, '').split(/[/.-]/))
    if (vague.test(word)) faults.push(`${path}: "${word}" says nothing`);
  return faults;
}

function contentFaults(path) {
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n').length - 1;
  const faults = [];
  if (lines > (isTest(path) ? testLimit : limit))
    faults.push(`${path}: ${lines} lines; a second reason to change is a second file`);
  if (!path.endsWith('.config.ts') && !/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(text))
    faults.push(`${path}: starts without a comment that says what it is`);
  if (/^export default /m.test(text) && !path.endsWith('.config.ts')) faults.push(`${path}: named exports only`);
  return isTest(path) ? faults.filter((fault) => !fault.includes('starts without')) : faults;
}
