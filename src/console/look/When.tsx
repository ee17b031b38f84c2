/** A time as people read it, with its age, and UTC as its title. Used by the functions' pages. */
import { formatAge, formatTime, formatUtc } from '../format/duration.ts';

/** `at` in seconds since 1970. */
export function When({ at, now }: { readonly at: number | undefined; readonly now: Date }) {
  if (at === undefined) return <>–</>;
  return (
    <span className="rg-number" title={formatUtc(at)}>
      {formatTime(at, now)} · {formatAge(now.getTime() / 1000 - at)}
    </span>
  );
}
