/**
 * Stack traces, from the text that a language prints to X-Ray's frames of path, line and label.
 *
 * Who calls it: `cause-block.ts`. Text that cannot be read gives no frames. Formats: Java's and PHP's `\tat Class.method(File:line)`,
 * Python's traceback, V8's and Firefox's, .NET's, Go's, Ruby's.
 */
import type { StackFrame } from '../../../../model/segment-document.ts';

export interface ParsedTrace {
  readonly stack: readonly StackFrame[];
  /** What it says caused it, outermost first. */
  readonly causes: readonly { readonly type: string; readonly message: string; readonly stack: readonly StackFrame[] }[];
}

const NOTHING: ParsedTrace = { stack: [], causes: [] };
/** A document has 64 kB: deeper stacks are cut. */
const MOST_FRAMES = 200;

/** @param language `telemetry.sdk.language`; undefined when the process does not say. */
export function parseStackTrace(text: string, language: string | undefined): ParsedTrace {
  if (text === '') return NOTHING;
  switch (language ?? languageOf(text)) {
    case 'java':
    case 'php':
      return parseJava(text);
    case 'python':
      return parsePython(text);
    case 'javascript':
    case 'nodejs':
    case 'webjs':
      return framesOnly(text, javascriptFrame);
    case 'dotnet':
      return framesOnly(text, dotnetFrame);
    case 'ruby':
      return framesOnly(text, rubyFrame);
    case 'go':
      return parseGo(text);
    default:
      return NOTHING;
  }
}

/** Some processes do not say what they are written in; their traces do. */
function languageOf(text: string): string | undefined {
  if (text.includes('Traceback (most recent call last):')) return 'python';
  if (/^goroutine \d+ \[/m.test(text)) return 'go';
  if (/^\s+at [\w.$/<>]+\([^()]*\.(java|kt|scala):\d+\)$/m.test(text)) return 'java';
  return /^ {4}at .+:\d+:\d+\)?$/m.test(text) ? 'nodejs' : undefined;
}

type ReadFrame = (line: string) => StackFrame | undefined;

function framesOnly(text: string, read: ReadFrame): ParsedTrace {
  const stack: StackFrame[] = [];
  for (const line of text.split('\n')) {
    const frame = stack.length < MOST_FRAMES ? read(line.trimEnd()) : undefined;
    if (frame !== undefined) stack.push(frame);
  }
  return { stack, causes: [] };
}

/** `	at com.example.Shop.order(Shop.java:31)`, with a class loader or module before the class; `Caused by: Type: message`. */
function parseJava(text: string): ParsedTrace {
  const stack: StackFrame[] = [];
  const causes: { type: string; message: string; stack: StackFrame[] }[] = [];
  let frames = stack;
  let cause: (typeof causes)[number] | undefined;
  for (const line of text.split(/\r?\n/)) {
    const frame = /^\s+at ([^(]+)\(([^)]*)\)\s*$/.exec(line);
    const caused = /^Caused by: ([^:]+)(?:: ?(.*))?$/.exec(line);
    if (caused !== null) {
      cause = { type: caused[1] ?? '', message: caused[2] ?? '', stack: [] };
      causes.push(cause);
      frames = cause.stack;
    } else if (frame !== null) {
      const [path = '', number = '0'] = (frame[2] ?? '').split(':');
      const label = frame[1] ?? '';
      if (frames.length < MOST_FRAMES)
        frames.push({ path, line: Number.parseInt(number, 10) || 0, label: label.replace(/^[^/$]*\/(?:[^/$]*\/)?/, '') });
    } else if (cause !== undefined && frames.length === 0 && !/^\s*(\.\.\. \d+ more|Suppressed:)/.test(line)) {
      cause.message += `\n${line}`;
    }
  }
  return { stack, causes };
}

/** The innermost call comes last; what was raised first stands first. X-Ray wants both the other way round. */
function parsePython(text: string): ParsedTrace {
  const parts = text.split(
    /\n\n(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):\n\n/,
  );
  const [own, ...causes] = parts.reverse().map((part) => {
    const lines = part.split('\n');
    const last = lines.findLastIndex((line) => line.startsWith('  File '));
    const message = lines
      .slice(last + 1)
      .filter((line) => !line.startsWith('    '))
      .join('\n')
      .trim();
    const colon = message.indexOf(':');
    return {
      type: colon < 0 ? message : message.slice(0, colon),
      message: colon < 0 ? '' : message.slice(colon + 1).trim(),
      stack: lines
        .map(pythonFrame)
        .filter((frame) => frame !== undefined)
        .reverse()
        .slice(0, MOST_FRAMES),
    };
  });
  return { stack: own?.stack ?? [], causes };
}

function pythonFrame(line: string): StackFrame | undefined {
  const found = /^ {2}File "(.*)", line (\d+)(?:, in (.*))?$/.exec(line);
  return found === null ? undefined : { path: found[1], line: Number(found[2]), label: found[3] ?? '' };
}

/** `    at order (/app/shop.js:31:7)`, `    at /app/shop.js:31:7`, Firefox's `order@http://host/shop.js:31:7`. */
function javascriptFrame(line: string): StackFrame | undefined {
  const named = /^\s+at (?:(.*?) \()?(.*?)\)?$/.exec(line) ?? /^([^@\s]*)@(\S+)$/.exec(line);
  if (named === null) return undefined;
  const [, label = '', place = ''] = named;
  const found = /^(.*?):(\d+)(?::\d+)?$/.exec(place);
  return { path: found?.[1] ?? place, line: Number(found?.[2] ?? 0), label: label.trim() };
}

/** `   at Shop.Order(Int32 id) in /src/Shop.cs:line 31`, or without a place. */
function dotnetFrame(line: string): StackFrame | undefined {
  const found = /^\s*at (.+?\))(?: in (.+?)(?::line (\d+)|:(\d+))?)?$/.exec(line);
  return found === null ? undefined : { path: found[2] ?? '', line: Number(found[3] ?? found[4] ?? 0), label: found[1] };
}

/** `/app/shop.rb:31:in 'Shop#order'`. */
function rubyFrame(line: string): StackFrame | undefined {
  const found = /^\s*(?:from )?(\S.*?):(\d+):in [`'](.*?)'/.exec(line);
  return found === null ? undefined : { path: found[1], line: Number(found[2]), label: found[3] };
}

/** Two lines a frame: the function, then a tab and its place. */
function parseGo(text: string): ParsedTrace {
  const stack: StackFrame[] = [];
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const place = /^\s+(\S.*?):(\d+)/.exec(line);
    const label = lines[at - 1];
    if (place !== null && label !== undefined && stack.length < MOST_FRAMES)
      stack.push({ path: place[1], line: Number(place[2]), label: label.trim() });
  }
  return { stack, causes: [] };
}
