#!/usr/bin/env node
/**
 * The `radiograph` program: reads the command line and hands over to one file per command.
 *
 * Who calls it: a shell, `npm run demo`, and the tests' harness. It loads the server only for the commands that run one, so that
 * `radiograph env` answers at once.
 */
import { Command } from 'commander';
import { demoCommand } from './commands/demo.ts';
import { envCommand } from './commands/env.ts';
import { runCommand } from './commands/run.ts';
import { startCommand } from './commands/start.ts';
import { CommandFailure, explainFailure } from './failure.ts';
import { packageVersion } from './version.ts';

const program = new Command('radiograph')
  .description('AWS X-Ray and Lambda on a machine you own.')
  .version(packageVersion(), '--version', 'print the version')
  .helpCommand(false)
  .enablePositionalOptions()
  .showHelpAfterError('See `radiograph --help`.')
  .addCommand(startCommand())
  .addCommand(runCommand())
  .addCommand(envCommand())
  .addCommand(demoCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${await explainFailure(error)}\n`);
  process.exit(error instanceof CommandFailure ? error.exitCode : 1);
}
