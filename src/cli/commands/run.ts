/**
 * `radiograph run -- CMD…`: a command that can only reach Radiograph. Starts a server if none answers, and stops it afterwards.
 *
 * Our own lines go to stderr: stdout belongs to the command.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Config } from '../../server/config.ts';
import { closedEnvironment, type ServerAddress } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { addressOf, apiUrlOf, findServer, launchServer } from '../running-server.ts';
import { addServerOptions, configOf } from '../server-options.ts';

export function runCommand(): Command {
  return addServerOptions(new Command('run').description('run a command that talks to Radiograph and never to AWS'))
    .argument('<command...>', 'the command and its arguments, after --')
    .passThroughOptions()
    .action(async (words: string[], _options: unknown, command: Command) => {
      const { address, close } = await serverFor(configOf(command));
      try {
        process.exitCode = await runClosed(words, address);
      } finally {
        await close();
      }
      process.exit();
    });
}

/** The server that answers, left running; or one of our own, closed afterwards. */
async function serverFor(config: Config): Promise<{ address: ServerAddress; close: () => Promise<void> }> {
  const found = config.port === 0 ? undefined : await findServer(apiUrlOf(config));
  if (found !== undefined) return { address: addressOf(found, found.region), close: async () => {} };
  const server = await launchServer(config, (line) => process.stderr.write(`${line}\n`));
  process.stderr.write(`Radiograph started for this command: ${server.apiUrl}, console ${server.consoleUrl}\n`);
  for (const warning of server.warnings) process.stderr.write(`! ${warning}\n`);
  return { address: addressOf(server, config.region), close: () => server.close() };
}

/** Runs `words` and resolves to what a shell would call its exit status. */
async function runClosed(words: readonly string[], address: ServerAddress): Promise<number> {
  const [program = '', ...argumentsOf] = words;
  const directory = mkdtempSync(join(tmpdir(), 'radiograph-run-'));
  const emptyFile = join(directory, 'empty');
  writeFileSync(emptyFile, '');
  // The terminal sends Ctrl-C to the whole group: the child decides what it means, and we wait for it.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(program, argumentsOf, {
        stdio: 'inherit',
        env: closedEnvironment(process.env, address, emptyFile),
      });
      const forward = (signal: NodeJS.Signals) => child.kill(signal);
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, forward);
      child.on('error', (error: NodeJS.ErrnoException) => reject(notStarted(program, error)));
      child.on('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** With the exit codes that a shell uses for the same. */
function notStarted(program: string, error: NodeJS.ErrnoException): CommandFailure {
  if (error.code === 'ENOENT') return new CommandFailure(`There is no program "${program}" on the PATH.`, 127);
  if (error.code === 'EACCES') return new CommandFailure(`"${program}" may not be executed by this user.`, 126);
  return new CommandFailure(`"${program}" could not be started: ${error.message}`, 126);
}
