/**
 * Reads what rows of `document` say beside their text (`persist/graph-columns.ts`).
 *
 * Who calls it: `count-minutes.ts`, over millions of rows: so they are read as bytes, and every text and service exists once.
 */
import type { Outcome } from '../../../../model/outcome.ts';
import { clientOf, type ServiceId, serviceOfKey } from '../../../../model/service-id.ts';
import type { RowBinaryReader } from '../../../store/row-binary-reader.ts';

/** A node, and the client that stands in front of it where nobody called it. */
export interface CountedService {
  readonly id: ServiceId;
  readonly client: ServiceId;
}

export interface DescribedCall {
  readonly document: DescribedDocument;
  /** What the caller calls its callee. */
  readonly alias: { readonly name: string; readonly type: string };
  /** The node that stands for a callee which sends nothing. */
  readonly service: CountedService;
  readonly outcome: Outcome;
  readonly micros: number;
}

export interface DescribedDocument {
  /** `GRAPH_FLAG`. */
  readonly flags: number;
  /** Ids are 8 bytes, a character each. */
  readonly id: string;
  readonly parentId: string;
  readonly service: CountedService;
  readonly outcome: Outcome;
  /** From its own start to its own end. */
  readonly micros: number;
  /** Epoch seconds: the first start of anything in it, its own start, the last end of anything in it. */
  readonly firstStart: number;
  readonly opened: number;
  readonly closed: number;
  readonly innerIds: readonly string[];
  /** By place: 0 is the document itself, 1 the first of `innerIds`. */
  readonly calls: (DescribedCall | undefined)[];
  /** The segment in which it hangs: set while its trace is put together. */
  owner: DescribedDocument | undefined;
}

export interface DescribedRow {
  /** 16 bytes, a character each. */
  readonly traceId: string;
  readonly document: DescribedDocument;
}

/** In the order in which `DescribedReader` takes them. */
export const describedColumns = `trace_id, start_time, graph_flags, id, parent_id, service, outcome, micros, opened, closed, inner_ids,
  call_places, call_names, call_services, call_outcomes, call_micros`;

const OUTCOMES: readonly Outcome[] = ['ok', 'error', 'throttle', 'fault'];

/** Remembers services and aliases from one answer to the next. */
export class DescribedReader {
  readonly #services = new Map<string, CountedService>();
  readonly #aliases = new Map<CountedService, Map<string, DescribedCall['alias']>>();

  read(row: RowBinaryReader): DescribedRow {
    const traceId = row.fixedString(16);
    const firstStart = row.float64();
    const document: DescribedDocument = {
      flags: row.uint8(),
      id: row.fixedString(8),
      parentId: row.fixedString(8),
      service: this.#service(row.string()),
      outcome: outcomeAt(row.uint8()),
      micros: row.uint64(),
      firstStart,
      opened: row.float64(),
      closed: row.float64(),
      innerIds: row.array(readId),
      calls: [],
      owner: undefined,
    };
    const places = row.array(readUint16);
    const names = row.array(readString);
    const services = row.array(readString);
    const outcomes = row.array(readUint8);
    const micros = row.array(readUint64);
    for (const [index, place] of places.entries()) {
      const service = this.#service(services[index] ?? '');
      const alias = this.#alias(names[index] ?? '', service);
      document.calls[place] = { document, alias, service, outcome: outcomeAt(outcomes[index]), micros: micros[index] ?? 0 };
    }
    return { traceId, document };
  }

  #service(key: string): CountedService {
    let service = this.#services.get(key);
    if (service === undefined) {
      const id = serviceOfKey(key);
      const client = clientOf(id);
      service = { id, client: { ...client, key: `${client.name}\u0000client\u0000` } };
      this.#services.set(key, service);
    }
    return service;
  }

  #alias(name: string, service: CountedService): DescribedCall['alias'] {
    const aliases = this.#aliases.get(service) ?? new Map<string, DescribedCall['alias']>();
    this.#aliases.set(service, aliases);
    const alias = aliases.get(name) ?? { name, type: service.id.type ?? '' };
    aliases.set(name, alias);
    return alias;
  }
}

function outcomeAt(number: number | undefined): Outcome {
  return OUTCOMES[number ?? 0] ?? 'ok';
}

const readId = (row: RowBinaryReader): string => row.fixedString(8);
const readString = (row: RowBinaryReader): string => row.string();
const readUint8 = (row: RowBinaryReader): number => row.uint8();
const readUint16 = (row: RowBinaryReader): number => row.uint16();
const readUint64 = (row: RowBinaryReader): number => row.uint64();
