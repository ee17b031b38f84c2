/** The demo, which is the first thing that a new user runs. */
import { afterAll, expect, it } from 'vitest';
import { radiograph } from '../harness/radiograph.ts';
import { isolatedFlags, temporaryDirectory } from '../harness/server.ts';

const directory = temporaryDirectory();

afterAll(() => directory.remove());

it.each(['the first time', 'again with the same data'])('deploys, calls and prints the trace, and ends with 0, %s', async () => {
  const { code, stdout, stderr } = await radiograph(['demo', '--exit', ...isolatedFlags(directory.path)]);
  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toContain('{"message":"hello world"}');
  expect(stdout).toMatch(/AWS::Lambda::Function/);
  for (const name of ['Initialization', 'Invocation', 'Overhead']) expect(stdout).toMatch(new RegExp(`\\d\\.\\d{3}s +${name}`));
  expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\/traces\/1-[\da-f]{8}-[\da-f]{24}/);
});
