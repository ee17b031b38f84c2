/**
 * `radiograph demo`: starts the server, deploys the hello-world function through our own APIs, calls it through API Gateway and
 * prints the trace. Stays up, or ends by itself with `--exit`.
 */
import { Command } from 'commander';
import { runDemo } from '../demo/run-demo.ts';
import { CommandFailure } from '../failure.ts';
import { launchServer } from '../running-server.ts';
import { addServerOptions, configOf } from '../server-options.ts';
import { stopSignal } from '../stop-signal.ts';
import { readySummary } from '../summary.ts';
import { packageVersion } from '../version.ts';

export function demoCommand(): Command {
  return addServerOptions(new Command('demo').description('deploy the hello-world function, call it, print its trace'))
    .option('--exit', 'end after the trace, with 0 when everything worked')
    .action(async (options: { exit?: boolean }, command: Command) => {
      const config = configOf(command);
      const log = (line: string) => process.stderr.write(`${line}\n`);
      const stopped = stopSignal();
      const server = await launchServer(config, log);
      try {
        if (!options.exit) process.stdout.write(`${readySummary(server, config, packageVersion())}\n`);
        const print = (text: string) => process.stdout.write(`${text}\n`);
        const done = runDemo({ config, apiUrl: server.apiUrl, consoleUrl: server.consoleUrl, log, print }).then(
          () => 'done' as const,
        );
        const ended = await Promise.race([done, stopped]);
        if (ended !== 'done') throw new CommandFailure(`Stopped by ${ended} before the demo was through.`);
        if (!options.exit) {
          print('The server stays up. Ctrl-C stops it.');
          await stopped;
        }
      } finally {
        await server.close();
      }
      process.stdout.write(`Stopped; ${config.ephemeral ? 'data removed' : `data kept in ${server.dataDir}`}.\n`);
      process.exit(0);
    });
}
