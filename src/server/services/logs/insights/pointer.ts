/**
 * `@ptr`: where an event stands, in a form that clients only hand back. Who calls it: queries make them, GetLogRecord reads them.
 */
import { type EventPlace, eventIdOf, placeOfEventId } from '../event-id.ts';
import type { LogGroup } from '../log-group.ts';

export function pointerOf(group: Pick<LogGroup, 'name' | 'id'>, place: EventPlace): string {
  return Buffer.from(JSON.stringify([group.name, group.id, eventIdOf(place)])).toString('base64url');
}

export interface Pointed {
  readonly groupName: string;
  /** Of the group's incarnation. */
  readonly groupId: string;
  readonly place: EventPlace;
}

/** Undefined for what is no pointer of ours. */
export function readPointer(pointer: string): Pointed | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(pointer, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === 'string')) return undefined;
    const [groupName, groupId, id] = parts as [string, string, string];
    const place = placeOfEventId(id);
    return place ? { groupName, groupId, place } : undefined;
  } catch {
    return undefined;
  }
}
