import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvents, type ServerSentEvent } from './server-sent-events.ts';

const stream = ': hello\n\nevent: traces\ndata: {"count":1}\n\nevent: open\ndata: {}\n\n';

test('events are the same however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const events: ServerSentEvent[] = [];
      let buffer = '';
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      for (let index = 1; index < places.length; index += 1) {
        const parsed = parseEvents(buffer + stream.slice(places[index - 1], places[index]));
        buffer = parsed.rest;
        events.push(...parsed.events);
      }
      expect(events).toEqual([
        { event: 'traces', data: '{"count":1}' },
        { event: 'open', data: '{}' },
      ]);
    }),
  );
});
