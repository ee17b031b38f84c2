/** Text of a program, by lines. Called by holder.ts and dialer.ts, for what their programs report. */
import type { Readable } from 'node:stream';

export function onLines(stream: Readable, listener: (line: string) => void): void {
  let pending = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) listener(line);
  });
}
