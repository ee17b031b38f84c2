/** `radiograph env`: the export lines of a running server, for `eval "$(radiograph env)"`. */
import { Command } from 'commander';
import { clientVariables, exportLines } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { addressOf, apiUrlOf, findServer } from '../running-server.ts';
import { addServerOptions, configOf } from '../server-options.ts';

export function envCommand(): Command {
  return addServerOptions(new Command('env').description('print export lines for a running server')).action(
    async (_options: unknown, command: Command) => {
      const url = apiUrlOf(configOf(command));
      const server = await findServer(url);
      if (server === undefined)
        throw new CommandFailure(`No Radiograph answers at ${url}. Start one with \`radiograph start\`, or name its --port.`);
      process.stdout.write(`${exportLines(clientVariables(addressOf(server, server.region)))}\n`);
    },
  );
}
