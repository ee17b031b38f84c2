/** Runs the program itself to its end, as a user's shell does. Who calls it: tests/cli. */
import { type Finished, runProgram } from './clients.ts';
import { radiographCommand, withoutOptions } from './server.ts';

export function radiograph(words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const [program, ...first] = radiographCommand();
  return runProgram(program, [...first, ...words], { env: { ...withoutOptions(process.env), ...more } });
}
