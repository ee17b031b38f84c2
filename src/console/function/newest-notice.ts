/** What the server noted about an environment of a function. Called by use-runtime-notice.ts; pure. */
import type { LogEvent } from '../api/lambda-types.ts';

const prefix = 'RADIOGRAPH ';

/** The notice of the environment that was started last, which writes it right behind its first line. */
export function newestNotice(events: readonly LogEvent[]): string | undefined {
  const newest = [...events].sort((one, other) => (other.timestamp ?? 0) - (one.timestamp ?? 0))[0];
  const notice = events.find(
    ({ logStreamName, message = '' }) => logStreamName === newest?.logStreamName && message.startsWith(prefix),
  );
  return notice?.message?.slice(prefix.length).trim();
}
