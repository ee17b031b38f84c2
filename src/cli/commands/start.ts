/** `radiograph start`: the server in the foreground, until Ctrl-C. */
import { Command } from 'commander';
import { launchServer } from '../running-server.ts';
import { addServerOptions, configOf } from '../server-options.ts';
import { stopSignal } from '../stop-signal.ts';
import { readySummary } from '../summary.ts';
import { packageVersion } from '../version.ts';

export function startCommand(): Command {
  return addServerOptions(new Command('start').description('run the server in the foreground')).action(
    async (_options: unknown, command: Command) => {
      const config = configOf(command);
      const stopped = stopSignal();
      const server = await launchServer(config, (line) => process.stderr.write(`${line}\n`));
      process.stdout.write(`${readySummary(server, config, packageVersion())}\nCtrl-C stops it.\n`);
      await stopped;
      process.stdout.write('\nStopping …\n');
      await server.close();
      process.stdout.write(`Stopped; ${config.ephemeral ? 'data removed' : `data kept in ${server.dataDir}`}.\n`);
      process.exit(0);
    },
  );
}
