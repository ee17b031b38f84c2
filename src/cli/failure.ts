/**
 * Turns what went wrong into a sentence that says what to do. No stack, no `Error:`.
 *
 * Who calls it: the end of `cli/main.ts`, and `start` for a port that is taken. RADIOGRAPH_DEBUG=1 adds the stack, for bug reports.
 */
import { ConfigError, configOptions } from '../server/config.ts';
import { portHolder } from './port-holder.ts';

/** A failure of a command that is worded for the reader already, and the exit code that goes with it. */
export class CommandFailure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** One paragraph, without a final newline. */
export async function explainFailure(error: unknown): Promise<string> {
  const text = await describe(error);
  return process.env['RADIOGRAPH_DEBUG'] && error instanceof Error ? `${text}\n${error.stack}` : text;
}

async function describe(error: unknown): Promise<string> {
  if (error instanceof CommandFailure || error instanceof ConfigError) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const { port, address } = (error ?? {}) as { port?: number; address?: string };
  if (code === 'EADDRINUSE' && port !== undefined) return portTaken(port);
  if (code === 'EACCES' && port !== undefined)
    return `This user may not listen on port ${port}. Choose one above 1023${flagHint(port)}, or 0 for any that is free.`;
  if (code === 'EADDRNOTAVAIL')
    return `${address ?? 'The address'} is not an address of this machine. Choose another with --host; 127.0.0.1 is the default.`;
  const message = error instanceof Error ? error.message : String(error);
  return `Radiograph could not go on: ${message}\nRun it again with RADIOGRAPH_DEBUG=1 for where this happened.`;
}

/** Which port, who has it, and how to choose another. */
async function portTaken(port: number): Promise<string> {
  const holder = await portHolder(port);
  const by = holder === undefined ? '' : ` by ${holder}`;
  return `Port ${port} is taken${by}. Stop that, or choose another port${flagHint(port)}; 0 takes any that is free.`;
}

/** ` with --console-port or RADIOGRAPH_CONSOLE_PORT`, when the port is an option's default. */
function flagHint(port: number): string {
  const option = configOptions.find((candidate) => candidate.kind === 'port' && candidate.default === String(port));
  return option === undefined ? ' (--port, --console-port, …)' : ` with ${option.flag} or ${option.variable}`;
}
