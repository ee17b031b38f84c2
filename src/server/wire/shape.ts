/**
 * Shapes of AWS's schemas: what a value on the wire is, and how it travels.
 *
 * A shape keeps the tuple form of the SDK beside it (`tuple`), because the XML and CBOR codecs of the SDK take that form.
 * Who calls it: schema.ts, which makes shapes of the SDK's tuples, and the protocols.
 */
export interface Traits {
  readonly httpLabel?: boolean;
  readonly httpPayload?: boolean;
  readonly httpResponseCode?: boolean;
  readonly httpQueryParams?: boolean;
  /** Of a union: its values are sent one by one, as an event stream. */
  readonly streaming?: boolean;
  readonly eventPayload?: boolean;
  readonly idempotencyToken?: boolean;
  readonly httpQuery?: string;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly jsonName?: string;
  readonly xmlName?: string;
  readonly xmlFlattened?: boolean;
  readonly sparse?: boolean;
  readonly httpError?: number;
  readonly error?: 'client' | 'server';
  readonly awsQueryError?: readonly [code: string, status: number];
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly traits: Traits;
}

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  readonly traits: Traits;
  readonly members: readonly Member[];
  readonly memberByName: ReadonlyMap<string, Member>;
  /** Names of the members that must be present. */
  readonly required: readonly string[];
  readonly tuple: unknown;
}

export interface ListShape {
  readonly kind: 'list';
  readonly member: Member;
  readonly tuple: unknown;
}

export interface MapShape {
  readonly kind: 'map';
  readonly key: Member;
  readonly value: Member;
  readonly tuple: unknown;
}

export type SimpleKind = 'string' | 'number' | 'boolean' | 'timestamp' | 'document' | 'blob' | 'bigint';

export interface SimpleShape {
  readonly kind: SimpleKind;
  /** Of a timestamp; `default` leaves it to the protocol. */
  readonly format: 'default' | 'date-time' | 'http-date' | 'epoch-seconds' | undefined;
  readonly streaming: boolean;
  /** Of a number: see doubles.ts. */
  readonly double?: true;
  readonly tuple: unknown;
}

export type Shape = StructureShape | ListShape | MapShape | SimpleShape;

/** Of an operation without input or output. */
export const unit: StructureShape = {
  kind: 'structure',
  name: 'Unit',
  traits: {},
  members: [],
  memberByName: new Map(),
  required: [],
  tuple: [3, '', 'Unit', 0, [], []],
};

/** By the SDK's code. */
export const simpleKinds: Readonly<Record<number, readonly [SimpleKind, SimpleShape['format'], boolean]>> = {
  0: ['string', undefined, false],
  1: ['number', undefined, false],
  2: ['boolean', undefined, false],
  4: ['timestamp', 'default', false],
  5: ['timestamp', 'date-time', false],
  6: ['timestamp', 'http-date', false],
  7: ['timestamp', 'epoch-seconds', false],
  15: ['document', undefined, false],
  17: ['bigint', undefined, false],
  19: ['bigint', undefined, false],
  21: ['blob', undefined, false],
  42: ['blob', undefined, true],
};

/** Trait bits of the SDK's tuples, in the order of their powers of two. */
const traitBits = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
] as const;

/** @param traits as the SDK's tuples have them: an object, or bits. */
export function decodeTraits(traits: unknown): Traits {
  if (typeof traits === 'object' && traits !== null) {
    const decoded: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(traits)) decoded[name] = value === 1 ? true : value;
    // The SDK writes a flag inside a trait object as 1; the two that hold numbers keep them.
    if ('httpError' in traits) decoded['httpError'] = traits.httpError;
    return decoded;
  }
  const decoded: Record<string, boolean> = {};
  traitBits.forEach((name, bit) => {
    if (((traits as number) >> bit) & 1) decoded[name] = true;
  });
  return decoded;
}
