/**
 * An application of examples/ in a folder of its own, and the real `sam` in it, as a user runs it.
 *
 * Who calls it: tests/journeys.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samVenv } from '../../scripts/test-clients.mjs';
import { awsCli, clientEnvironment, type Finished, runProgram, type Target } from './clients.ts';
import { eventually } from './eventually.ts';
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
    return application.#onThisMachine();
  }

  /** Begins it with `sam init`, from the zip that the server offers. */
  static async init(server: Target, example: string, name: string): Promise<SamApplication> {
    const application = new SamApplication(server, name);
    const location = `${server.address.apiUrl}/_radiograph/examples/${example}.zip`;
    mkdirSync(application.folder);
    await application.sam(['init', '--location', location, '--output-dir', '.', '--no-tracing']);
    return application.#onThisMachine();
  }

  async #onThisMachine(): Promise<this> {
    const { stdout } = await runProgram('python3', ['-c', 'import sys; print("python%d.%d" % sys.version_info[:2])']);
    this.change('template.yaml', 'Runtime: python3.12', `Runtime: ${stdout.trim()}`);
    this.change('template.yaml', 'BuildMethod: python3.12', `BuildMethod: ${stdout.trim()}`);
    return this;
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

  /** A `sam … --tail`: resolves to what it printed as soon as that contains `wanted`, while `act` is tried again and again. */
  async tail(words: readonly string[], wanted: string, act: () => Promise<unknown>): Promise<string> {
    let kill: (signal: NodeJS.Signals) => void = () => {};
    let printed = '';
    const env = clientEnvironment(this.#server, { HOME: this.#home.path, SAM_CLI_TELEMETRY: '0', PYTHONUNBUFFERED: '1' });
    const ended = runProgram(join(samVenv, 'bin', 'sam'), [...words, '--tail'], {
      cwd: this.folder,
      env,
      onSpawn: (end) => {
        kill = end;
      },
      onOutput: (text) => {
        printed += text;
      },
    });
    try {
      await eventually(
        `sam ${words.join(' ')} --tail to print ${wanted}`,
        async () => {
          if (printed.includes(wanted)) return true;
          await act();
          return undefined;
        },
        60_000,
      );
      return printed;
    } finally {
      kill('SIGKILL');
      await ended;
    }
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
