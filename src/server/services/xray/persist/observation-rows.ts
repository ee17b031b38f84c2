/**
 * Writes one row of `observation`: the columns of `observationTable`, in order.
 *
 * Who calls it: `ingest/encode.ts`. Fields of a wrong type are read as absent: a document is stored whatever its optional fields hold.
 */
import { calledService, isDownstreamCall } from '../../../../model/inferred-segment.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import type { Observation } from '../ingest/observe.ts';
import { minuteOf, type RowParts, writeSegmentId } from './row-prefix.ts';
import { storedStatus } from './stored-outcome.ts';

const KIND = { segment: 1, subsegment: 2, call: 3 } as const;

export function writeObservationRow(row: RowBinaryWriter, parts: RowParts, observation: Observation, position: number): void {
  const { kind, entity, parentId, caller, firstStart, lastEnd, marks } = observation;
  const { origin, namespace } = entity as { origin?: unknown; namespace?: unknown };
  const request = entity.http?.request;
  row.raw(parts.tenant).uint32(minuteOf(firstStart)).uint8(KIND[kind]).string(entity.name);
  row.float64(entity.start_time).float64(entity.in_progress === true ? 0 : (entity.end_time ?? 0));
  row.float64(entity.start_time - firstStart).float64(lastEnd);
  row.raw(parts.traceId);
  writeSegmentId(row, parentId);
  writeText(row, caller);
  writeText(row, kind !== 'segment' && isDownstreamCall(entity) ? calledService(entity, undefined).name : '');
  writeText(row, origin);
  writeText(row, namespace);
  row.uint8(marks);
  writeText(row, request?.method);
  writeText(row, request?.url);
  row.uint16(storedStatus(entity));
  row.raw(parts.arrival).uint32(position);
}

/** Most are absent: an empty text is a zero length. */
function writeText(row: RowBinaryWriter, value: unknown): void {
  if (typeof value === 'string' && value !== '') row.string(value);
  else row.uint8(0);
}
