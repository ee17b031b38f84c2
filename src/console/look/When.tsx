/** A time as people read it, with its age, and UTC as its title. Used wherever a time is shown. */
import { formatAge, formatTime, formatUtc } from '../format/duration.ts';
import { useNow } from './clock.ts';

/** `at` in seconds since 1970. */
export function When({ at }: { readonly at: number | undefined }) {
  const now = useNow();
  if (at === undefined) return <>–</>;
  return (
    <span className="rg-number" title={`${formatUtc(at)} (UTC)`}>
      {formatTime(at, now)} · {formatAge(now.getTime() / 1000 - at)}
    </span>
  );
}
