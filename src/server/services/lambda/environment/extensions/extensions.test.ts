import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Extensions } from './extensions.ts';

/** Stands for the connection of `/event/next`: remembers what was sent. */
function connection(): ServerResponse & { readonly sent: () => unknown } {
  let body: unknown;
  const response = {
    destroyed: false,
    writeHead: () => response,
    end: (text: string) => {
      body = JSON.parse(text);
    },
    destroy: () => {
      response.destroyed = true;
    },
    sent: () => body,
  };
  return response as unknown as ServerResponse & { readonly sent: () => unknown };
}

describe('the extensions of an environment', () => {
  it('are ready when every one of them waits', () => {
    const extensions = new Extensions(() => undefined);
    expect([extensions.registered, extensions.ready]).toEqual([true, true]);
    extensions.launch('a');
    expect([extensions.registered, extensions.ready]).toEqual([false, false]);
    const a = extensions.register('a', ['INVOKE', 'INVOKE', 'SHUTDOWN']);
    expect(a.events).toEqual(['INVOKE', 'SHUTDOWN']);
    expect([extensions.registered, extensions.ready]).toEqual([true, false]);
    extensions.next(a.id, connection());
    expect(extensions.ready).toBe(true);
    extensions.deliver({ eventType: 'INVOKE' });
    expect(extensions.ready).toBe(false);
    extensions.next(a.id, connection());
    expect(extensions.ready).toBe(true);
  });

  it('get only the events that they registered for', () => {
    const extensions = new Extensions(() => undefined);
    extensions.launch('quiet');
    const { id } = extensions.register('quiet', ['SHUTDOWN']);
    const waiting = connection();
    extensions.next(id, waiting);
    extensions.deliver({ eventType: 'INVOKE' });
    expect(waiting.sent()).toBeUndefined();
    expect(extensions.invoked).toBe(false);
    extensions.deliver({ eventType: 'SHUTDOWN', shutdownReason: 'spindown' });
    expect(waiting.sent()).toEqual({ eventType: 'SHUTDOWN', shutdownReason: 'spindown' });
  });

  it('get the event that a broken connection missed when they ask again', () => {
    const extensions = new Extensions(() => undefined);
    const { id } = extensions.register('inside', ['INVOKE']);
    const broken = connection();
    extensions.next(id, broken);
    broken.destroy();
    extensions.deliver({ eventType: 'INVOKE', requestId: '1' });
    const again = connection();
    extensions.next(id, again);
    expect(again.sent()).toEqual({ eventType: 'INVOKE', requestId: '1' });
    expect(extensions.ready).toBe(false);
  });

  it('that are at work when the environment shuts down hear of it when they ask', () => {
    const extensions = new Extensions(() => undefined);
    extensions.launch('a');
    const { id } = extensions.register('a', ['INVOKE', 'SHUTDOWN']);
    extensions.next(id, connection());
    extensions.deliver({ eventType: 'INVOKE' });
    extensions.deliver({ eventType: 'SHUTDOWN' });
    const next = connection();
    extensions.next(id, next);
    expect(next.sent()).toEqual({ eventType: 'SHUTDOWN' });
  });

  it('are refused a second request for the same event', () => {
    const extensions = new Extensions(() => undefined);
    const { id } = extensions.register('inside', []);
    extensions.next(id, connection());
    expect(() => extensions.next(id, connection())).toThrow(
      `State transition from Ready to Ready failed for extension ${id}. Error: State transition is not allowed`,
    );
  });

  it('remember the first error that was reported', () => {
    const extensions = new Extensions(() => undefined);
    const { id } = extensions.register('inside', []);
    extensions.exitError(id, 'Extension.First');
    extensions.exitError(id, 'Extension.Second');
    expect(extensions.fatal).toBe('Extension.ExitError');
    expect(extensions.find(id)).toMatchObject({ state: 'ExitError', errorType: 'Extension.First' });
    extensions.reset();
    expect([extensions.fatal, extensions.list()]).toEqual([undefined, []]);
  });
});
