/**
 * The server's options on a command, made from the one table in `server/config.ts`.
 *
 * Who calls it: every command. A flag wins over its `RADIOGRAPH_…` variable, which wins over the default.
 */
import { type Command, Option } from 'commander';
import { type Config, type ConfigOption, configOptions, resolveConfig } from '../server/config.ts';

const placeholders: Readonly<Record<ConfigOption['kind'], string>> = {
  port: 'port',
  text: 'value',
  path: 'directory',
  flag: '',
  choice: 'kind',
  account: 'id',
  list: 'list',
};

/** Adds every server option to `command`, with its default and its variable in the help. */
export function addServerOptions(command: Command): Command {
  for (const option of configOptions) command.addOption(toCommanderOption(option));
  return command;
}

/**
 * What the command line and the environment say together.
 * @throws ConfigError with a sentence that names the flag.
 */
export function configOf(command: Command): Config {
  return resolveConfig(command.opts(), process.env);
}

function toCommanderOption(option: ConfigOption): Option {
  const flags = option.kind === 'flag' ? option.flag : `${option.flag} <${placeholders[option.kind]}>`;
  const notes = [
    option.default !== '' && option.kind !== 'flag' ? `default ${option.default}` : undefined,
    option.choices?.join(' or '),
    option.variable,
  ].filter((note) => note !== undefined);
  return new Option(flags, `${option.help} (${notes.join('; ')})`);
}
