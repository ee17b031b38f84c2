/**
 * Writes one row of `observation`: the columns of `observationTable`, in order.
 *
 * Who calls it: `ingest/encode.ts`. Fields of a wrong type are read as absent: a document is stored whatever its optional fields hold.
 */
import type { Entity } from '../../../../model/segment-document.ts';
import { segmentIdToBytes } from '../../../../model/trace-id.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { Observation } from '../ingest/observe.ts';
import { minuteOf, type RowParts } from './row-prefix.ts';

const KIND = { segment: 1, subsegment: 2, call: 3 } as const;
const OUTCOME = { ok: 0, error: 1, throttle: 2, fault: 3 } as const;
const NO_ID = new Uint8Array(8);

export function writeObservationRow(
  row: RowBinaryWriter,
  parts: RowParts,
  { kind, entity, parentId, caller }: Observation,
  position: number,
): void {
  const { origin, namespace, user } = entity as { origin?: unknown; namespace?: unknown; user?: unknown };
  const request = entity.http?.request;
  const status = statusOf(entity);
  row.raw(parts.tenant).uint32(minuteOf(entity.start_time)).uint8(KIND[kind]).string(entity.name);
  row.float64(entity.start_time).float64(entity.in_progress === true ? 0 : (entity.end_time ?? 0));
  row.raw(parts.traceId).raw(kind === 'call' ? segmentIdToBytes(entity.id) : parts.documentId);
  row.raw(parentId === undefined ? NO_ID : segmentIdToBytes(parentId)).raw(parts.documentId);
  writeText(row, caller);
  writeText(row, origin);
  writeText(row, namespace);
  row.uint8(OUTCOME[outcomeOf(entity, status)]);
  writeText(row, request?.method);
  writeText(row, request?.url);
  row.uint16(status);
  writeText(row, user);
  row.raw(parts.arrival).uint32(position);
}

/** The one bucket an entity counts in: throttle before fault before error; flags and HTTP status weigh the same. */
export function outcomeOf(entity: Entity, status: number): keyof typeof OUTCOME {
  if (entity.throttle === true || status === 429) return 'throttle';
  if (entity.fault === true || (status >= 500 && status <= 599)) return 'fault';
  if (entity.error === true || (status >= 400 && status <= 499)) return 'error';
  return 'ok';
}

/** 0 when there is none that could be one. */
function statusOf(entity: Entity): number {
  const status: unknown = entity.http?.response?.status;
  return typeof status === 'number' && Number.isInteger(status) && status >= 0 && status <= 0xffff ? status : 0;
}

/** Most are absent: an empty text is a zero length. */
function writeText(row: RowBinaryWriter, value: unknown): void {
  if (typeof value === 'string' && value !== '') row.string(value);
  else row.uint8(0);
}
