/** The text of an event stream, cut into events. Called by live.ts; pure. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/** @returns the complete events of `buffer`, and what is left of it. Comments are dropped. */
export function parseEvents(buffer: string): { readonly events: readonly ServerSentEvent[]; readonly rest: string } {
  const blocks = buffer.split('\n\n');
  const rest = blocks.pop() ?? '';
  const events: ServerSentEvent[] = [];
  for (const block of blocks) {
    const lines = block.split('\n');
    const field = (name: string): readonly string[] =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
    const data = field('data');
    if (data.length > 0) events.push({ event: field('event')[0] ?? 'message', data: data.join('\n') });
  }
  return { events, rest };
}
