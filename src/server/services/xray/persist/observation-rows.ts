/**
 * Writes one row of `observation`: the columns of `observationTable`, in order.
 *
 * Who calls it: `ingest/encode.ts`. Fields of a wrong type are read as absent: a document is stored whatever its optional fields hold.
 */
import { type Outcome, outcomeOf } from '../../../../model/outcome.ts';
import type { Entity } from '../../../../model/segment-document.ts';
import { segmentIdToBytes } from '../../../../model/trace-id.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { Observation } from '../ingest/observe.ts';
import { minuteOf, type RowParts } from './row-prefix.ts';

const KIND = { segment: 1, subsegment: 2, call: 3 } as const;
const OUTCOME: Readonly<Record<Outcome, number>> = { ok: 0, error: 1, throttle: 2, fault: 3 };
const NO_ID = new Uint8Array(8);

export function writeObservationRow(
  row: RowBinaryWriter,
  parts: RowParts,
  { kind, entity, parentId, caller, firstStart }: Observation,
  position: number,
): void {
  const { origin, namespace, user } = entity as { origin?: unknown; namespace?: unknown; user?: unknown };
  const request = entity.http?.request;
  const status = statusOf(entity);
  row.raw(parts.tenant).uint32(minuteOf(firstStart)).uint8(KIND[kind]).string(entity.name);
  row.float64(entity.start_time).float64(entity.in_progress === true ? 0 : (entity.end_time ?? 0));
  row.raw(parts.traceId).raw(kind === 'call' ? segmentIdToBytes(entity.id) : parts.documentId);
  row.raw(parentId === undefined ? NO_ID : segmentIdToBytes(parentId)).raw(parts.documentId);
  writeText(row, caller);
  writeText(row, origin);
  writeText(row, namespace);
  row.uint8(outcome(entity, status));
  writeText(row, request?.method);
  writeText(row, request?.url);
  row.uint16(status);
  writeText(row, user);
  row.raw(parts.arrival).uint32(position);
}

/** A status of a wrong type is none. */
function outcome(entity: Entity, status: number): number {
  return OUTCOME[outcomeOf(status === 0 ? { ...entity, http: undefined } : entity)];
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
