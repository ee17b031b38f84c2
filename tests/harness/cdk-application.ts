/**
 * A folder with an application in Python, and the real `cdk` in it, as a user runs it with the environment of `python3` active.
 *
 * Who calls it: tests/journeys.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdkVenv } from '../../scripts/test-clients.mjs';
import { clientEnvironment, type Finished, runProgram, type Target } from './clients.ts';
import { repository, temporaryDirectory } from './server.ts';

export class CdkApplication {
  readonly folder: string;
  readonly #home = temporaryDirectory();
  readonly #server: Target;

  constructor(server: Target, name: string) {
    this.#server = server;
    this.folder = join(this.#home.path, name);
    mkdirSync(this.folder);
  }

  /** `cdk …`; all that it printed. @throws when it fails. */
  async cdk(...words: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(words);
    if (code !== 0) throw new Error(`cdk ${words.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout + stderr;
  }

  /** Never throws for its exit code. */
  run(words: readonly string[], onSpawn?: (kill: (signal: NodeJS.Signals) => void) => void): Promise<Finished> {
    const env = clientEnvironment(this.#server, {
      HOME: this.#home.path,
      PATH: `${join(cdkVenv, 'bin')}:${process.env['PATH']}`,
      CI: 'true',
    });
    const program = [join(repository, 'node_modules/aws-cdk/bin/cdk'), ...words, '--no-notices'];
    return runProgram(process.execPath, program, { cwd: this.folder, env, ...(onSpawn ? { onSpawn } : {}) });
  }

  /** Replaces a text of a file once. */
  change(file: string, before: string, after: string): void {
    const path = join(this.folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(before, after));
  }

  remove(): void {
    this.#home.remove();
  }
}
