/**
 * An application of examples/ in a folder of its own, and the real `sam` in it, as a user runs it.
 *
 * Who calls it: tests/journeys.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samVenv } from '../../scripts/test-clients.mjs';
import { awsCli, clientEnvironment, type Finished, runProgram, type Target } from './clients.ts';
import { repository, temporaryDirectory } from './server.ts';

export class SamApplication {
  /** Where its files are. */
  readonly folder: string;
  readonly #home = temporaryDirectory();
  readonly #server: Target;

  private constructor(server: Target, name: string) {
    this.#server = server;
    this.folder = join(this.#home.path, name);
  }

  /** Copies it; `sam build` insists on a function's own interpreter, so the templates get this machine's. */
  static async copy(server: Target, example: string, name = example): Promise<SamApplication> {
    const application = new SamApplication(server, name);
    cpSync(join(repository, 'examples', example), application.folder, { recursive: true });
    const { stdout } = await runProgram('python3', ['-c', 'import sys; print("python%d.%d" % sys.version_info[:2])']);
    application.change('template.yaml', 'Runtime: python3.12', `Runtime: ${stdout.trim()}`);
    application.change('template.yaml', 'BuildMethod: python3.12', `BuildMethod: ${stdout.trim()}`);
    return application;
  }

  /** Replaces text of a file wherever it stands. */
  change(file: string, before: string, after: string): void {
    const path = join(this.folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(before, after));
  }

  /** `sam …` in its folder. `answers` are lines that a user types. Never throws for its exit code. */
  run(words: readonly string[], answers: readonly string[] = []): Promise<Finished> {
    const env = clientEnvironment(this.#server, {
      HOME: this.#home.path,
      SAM_CLI_TELEMETRY: '0',
      SAM_CLI_POLL_DELAY: '1',
      ANSWERS: answers.map((answer) => `${answer}\n`).join(''),
    });
    const script = 'printf "%s" "$ANSWERS" | "$0" "$@"';
    return runProgram('/bin/bash', ['-c', script, join(samVenv, 'bin', 'sam'), ...words], { cwd: this.folder, env });
  }

  /** What it printed to stdout. @throws with everything when it fails. */
  async sam(words: readonly string[], answers: readonly string[] = []): Promise<string> {
    const { code, stdout, stderr } = await this.run(words, answers);
    if (code !== 0) throw new Error(`sam ${words.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** An output of a stack. */
  async output(stack: string, key: string): Promise<string> {
    const query = `Stacks[0].Outputs[?OutputKey==\`${key}\`].OutputValue`;
    const words = ['cloudformation', 'describe-stacks', '--stack-name', stack, '--output', 'text', '--query', query];
    return String(await awsCli(this.#server, ...words)).trim();
  }

  remove(): void {
    this.#home.remove();
  }
}
