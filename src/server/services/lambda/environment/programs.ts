/**
 * The programs that an environment runs: its runtime, behind a wrapper where the function names one
 * (lambda/latest/dg/runtimes-modify.html), and external extensions. Called by start.ts.
 */
import type { FunctionVersion } from '../function.ts';
import type { Directories } from './directories.ts';
import { extensionVariables } from './extensions/extension-programs.ts';
import type { Programs } from './processes.ts';

const wrapperVariable = 'AWS_LAMBDA_EXEC_WRAPPER';

/** @param variables of the runtime. Wrappers and extensions expect Lambda's own paths, so they need isolation. */
export function programsOf(
  version: FunctionVersion,
  { plan, places, extensions }: Directories,
  variables: Readonly<Record<string, string>>,
): Programs {
  const { argv } = plan.command(places);
  const wrapper = plan.wrapper && places.isolated ? version.environment?.[wrapperVariable] : undefined;
  const started = places.isolated ? extensions : [];
  return {
    runtime: { argv: wrapper ? [wrapper, ...argv] : argv, variables },
    extensions: new Map(
      started.map((name) => [name, { argv: [`/opt/extensions/${name}`], variables: extensionVariables(variables) }]),
    ),
  };
}

/** What the function's log has to say of this machine: another interpreter, or what is refused without isolation. */
export function noticeOf(version: FunctionVersion, { plan, places, extensions }: Directories): string | undefined {
  if (places.isolated) return plan.notice;
  const missing = 'functions are not isolated on this machine';
  const wrapper = version.environment?.[wrapperVariable]
    ? `${wrapperVariable} is not honoured: ${missing}, and a wrapper expects /opt and /var/runtime.`
    : undefined;
  const external =
    extensions.length > 0
      ? `The extensions ${extensions.join(', ')} are not started: ${missing}, and an extension expects /opt.`
      : undefined;
  return [plan.notice, wrapper, external].filter((notice) => notice !== undefined).join(' ') || undefined;
}
