import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('.awsui-dark-mode');
const text = ['text', 'text-secondary', 'ok', 'error-text', 'fault', 'throttle', 'active'];
const graphics = [
  'ok',
  'error',
  'fault',
  'throttle',
  'active',
  'none',
  'edge',
  'init',
  'restore',
  'invocation',
  'overhead',
  'dwell',
];
const services = Array.from({ length: 8 }, (_, index) => `service-${index}`);

test.each([
  ['light', light],
  ['dark', dark],
])('in %s mode every colour can be told from the background', (_mode, block) => {
  const background = luminance(colour(block, 'background'));
  for (const name of text) expect([name, contrast(luminance(colour(block, name)), background) >= 4.5]).toEqual([name, true]);
  for (const name of [...graphics, ...services])
    expect([name, contrast(luminance(colour(block, name)), background) >= 3]).toEqual([name, true]);
});

function colour(block: string, name: string): string {
  const found = new RegExp(`--rg-${name}: (#[0-9a-f]{6});`).exec(block)?.[1];
  if (found === undefined) throw new Error(`There is no colour ${name}.`);
  return found;
}

/** WCAG 2: relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: number, right: number): number {
  return (Math.max(left, right) + 0.05) / (Math.min(left, right) + 0.05);
}
