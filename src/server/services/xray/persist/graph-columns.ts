/**
 * Writes what the service graph needs of one document, beside its text: who it is, what it is part of, how it ended, and each call
 * that it finished, so that minutes can be counted without reading documents (`graph/count-trace.ts`).
 *
 * Who calls it: `document-rows.ts`. Everything is computed by the model's own functions, in the model's units. A document that fits
 * no column exactly is left undescribed, and its whole trace is assembled by the model when it is counted.
 */
import { calledService, isDownstreamCall } from '../../../../model/inferred-segment.ts';
import { microsBetween } from '../../../../model/seconds.ts';
import type { Entity, SegmentDocument, Subsegment } from '../../../../model/segment-document.ts';
import { type ServiceId, serviceKey } from '../../../../model/service-id.ts';
import type { RowBinaryWriter } from '../../../store/row-binary.ts';
import { writeSegmentId } from './row-prefix.ts';
import { storedOutcome, storedStatus } from './stored-outcome.ts';

/** Bits of `graph_flags`. Rows of older programs have none. */
export const GRAPH_FLAG = {
  /** The columns say all there is to say. */
  described: 1,
  /** A subsegment that was sent by itself. */
  independent: 2,
  completed: 4,
  /** It has a parent. */
  called: 8,
  /** A segment of an account other than the one that sent it. */
  foreign: 16,
} as const;

/** In the order in which they are written, behind the other columns of `document`. */
export const graphColumns = [
  { name: 'graph_flags', type: 'UInt8' },
  { name: 'id', type: 'FixedString(8)' },
  /** Zero bytes: none. */
  { name: 'parent_id', type: 'FixedString(8)' },
  /** `serviceKey` of the node; of an independent subsegment nothing, since another document is its segment. */
  { name: 'service', type: 'LowCardinality(String)' },
  { name: 'outcome', type: 'UInt8' },
  /** From its own start to its own end. */
  { name: 'micros', type: 'UInt64' },
  /** Epoch seconds of its own start, and of the last end of anything in it; 0 when nothing has ended. */
  { name: 'opened', type: 'Float64' },
  { name: 'closed', type: 'Float64' },
  /** Of every subsegment in it, however deep. */
  { name: 'inner_ids', type: 'Array(FixedString(8))' },
  /** Its finished calls: where each stands in `inner_ids`, counted from 1; 0 is the document itself. A document has 64 kB at most. */
  { name: 'call_places', type: 'Array(UInt16)' },
  { name: 'call_names', type: 'Array(LowCardinality(String))' },
  /** `serviceKey` of the node that stands for a callee that never reports. */
  { name: 'call_services', type: 'Array(LowCardinality(String))' },
  { name: 'call_outcomes', type: 'Array(UInt8)' },
  { name: 'call_micros', type: 'Array(UInt64)' },
] as const;

/** Sums of an hour stay exact in a double, and in ClickHouse's integers. */
const MOST_MICROS = 1e12;
/** All columns of such a row: no flags, no ids, empty text and lists. */
const UNDESCRIBED = new Uint8Array(1 + 8 + 8 + 1 + 1 + 8 + 8 + 8 + 6);

interface Call {
  readonly entity: Subsegment;
  readonly place: number;
  readonly service: ServiceId;
  readonly micros: number;
}

/** @param account 12 digits: of who sent it. */
export function writeGraphColumns(row: RowBinaryWriter, account: string, document: SegmentDocument): void {
  const inner: Subsegment[] = [];
  const open: Entity[] = [document];
  let closed = document.end_time ?? 0;
  for (let entity = open.pop(); entity !== undefined; entity = open.pop()) {
    for (const child of entity.subsegments ?? []) {
      inner.push(child);
      closed = Math.max(closed, child.end_time ?? 0);
      if (child.subsegments) open.push(child);
    }
  }
  const independent = document.type === 'subsegment';
  const service = independent ? undefined : segmentService(document, account);
  const calls: Call[] = [];
  const addCall = (entity: Subsegment, place: number): void => {
    if (!isDownstreamCall(entity)) return;
    calls.push({ entity, place, service: calledService(entity, service?.account ?? account), micros: microsOf(entity) });
  };
  if (independent) addCall(document, 0);
  for (const [index, entity] of inner.entries()) addCall(entity, index + 1);
  const micros = microsOf(document);
  const plain =
    (service === undefined || isPlainService(service)) &&
    isPlain(document, micros) &&
    isPlainTime(document.start_time) &&
    isPlainTime(closed) &&
    calls.every((call) => isPlainService(call.service) && isPlain(call.entity, call.micros));
  if (!plain) {
    row.raw(UNDESCRIBED);
    return;
  }
  const { described, independent: alone, completed, called, foreign } = GRAPH_FLAG;
  row.uint8(
    described |
      (independent ? alone : 0) |
      (document.end_time === undefined ? 0 : completed) |
      (document.parent_id === undefined ? 0 : called) |
      (service === undefined || service.account === account ? 0 : foreign),
  );
  writeSegmentId(row, document.id);
  writeSegmentId(row, document.parent_id);
  row.string(service === undefined ? '' : serviceKey(service));
  row.uint8(storedOutcome(document)).uint64(micros).float64(document.start_time).float64(closed);
  row.array(inner, (to, { id }) => writeSegmentId(to, id));
  row.array(calls, (to, { place }) => to.uint16(place));
  row.array(calls, (to, { entity }) => to.string(entity.name));
  row.array(calls, (to, call) => to.string(serviceKey(call.service)));
  row.array(calls, (to, { entity }) => to.uint8(storedOutcome(entity)));
  row.array(calls, (to, call) => to.uint64(call.micros));
}

function microsOf(entity: Entity): number {
  return microsBetween(entity.start_time, entity.end_time ?? entity.start_time);
}

function segmentService(document: SegmentDocument, account: string): ServiceId {
  const type: unknown = document.origin;
  const named: unknown = document.aws?.account_id;
  return {
    name: document.name,
    type: typeof type === 'string' ? type : undefined,
    account: typeof named === 'string' ? named : account,
  };
}

/** A key can be taken apart again, and an absent part is told from an empty one. */
function isPlainService({ name, type, account }: ServiceId): boolean {
  return isPlainPart(name) && isPlainPart(type) && isPlainPart(account);
}

function isPlainPart(part: string | undefined): boolean {
  return part === undefined || (part !== '' && !part.includes('\u0000'));
}

/** Statuses that no column could hold count in the model, since it compares any number. */
function isPlain(entity: Entity, micros: number): boolean {
  const status: unknown = entity.http?.response?.status;
  return micros <= MOST_MICROS && (typeof status !== 'number' || status === storedStatus(entity));
}

function isPlainTime(seconds: number): boolean {
  return Math.abs(seconds) <= MOST_MICROS;
}
