/**
 * AWS's schemas as the server uses them: the dump of scripts/dump-schemas.mjs, resolved on first use.
 *
 * A shape keeps the tuple form of the SDK beside it (`tuple`), because the XML and CBOR codecs of the SDK take that form.
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
  readonly tuple: unknown;
}

export type Shape = StructureShape | ListShape | MapShape | SimpleShape;

export interface OperationModel {
  readonly name: string;
  readonly service: ServiceModel;
  readonly http: { readonly method: string; readonly uri: string; readonly status: number } | undefined;
  readonly input: StructureShape;
  readonly output: StructureShape;
}

type Frozen = number | 'unit' | { readonly $: string } | readonly unknown[];

export interface FrozenService {
  readonly id: string;
  readonly signingName: string;
  readonly namespace: string;
  readonly version: string;
  readonly target: string;
  readonly xmlNamespace?: string;
  readonly rest: 'json' | 'xml' | 'none';
  readonly operations: Readonly<Record<string, readonly [traits: unknown, input: Frozen, output: Frozen]>>;
  readonly shapes: Record<string, unknown[]>;
}

const unit: StructureShape = {
  kind: 'structure',
  name: 'Unit',
  traits: {},
  members: [],
  memberByName: new Map(),
  required: [],
  tuple: [3, '', 'Unit', 0, [], []],
};

const simpleKinds: Readonly<Record<number, readonly [SimpleKind, SimpleShape['format'], boolean]>> = {
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

function decodeTraits(traits: unknown): Traits {
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

/** One AWS service: its operations and shapes. */
export class ServiceModel {
  readonly id: string;
  readonly signingName: string;
  readonly version: string;
  readonly target: string;
  readonly xmlNamespace: string;
  readonly namespace: string;
  readonly rest: 'json' | 'xml' | 'none';
  readonly operationNames: readonly string[];
  readonly #frozen: FrozenService;
  readonly #shapes = new Map<string, Shape>();
  readonly #operations = new Map<string, OperationModel>();
  #errorsByCode: Map<string, StructureShape> | undefined;

  constructor(frozen: FrozenService) {
    this.id = frozen.id;
    this.signingName = frozen.signingName;
    this.version = frozen.version;
    this.target = frozen.target;
    this.namespace = frozen.namespace;
    this.xmlNamespace = frozen.xmlNamespace ?? '';
    this.rest = frozen.rest;
    this.#frozen = frozen;
    this.operationNames = Object.keys(frozen.operations);
  }

  operation(name: string): OperationModel | undefined {
    const known = this.#operations.get(name);
    if (known) return known;
    const frozen = this.#frozen.operations[name];
    if (!frozen || !Object.hasOwn(this.#frozen.operations, name)) return undefined;
    const [traits, input, output] = frozen;
    const http = (traits as { http?: [string, string, number] }).http;
    const model: OperationModel = {
      name,
      service: this,
      http: http ? { method: http[0], uri: http[1], status: http[2] } : undefined,
      input: this.#structure(input),
      output: this.#structure(output),
    };
    this.#operations.set(name, model);
    return model;
  }

  /** The modelled error for a code, by shape name or by the code that the Query protocol prints (`NoSuchEntity`). */
  error(code: string): StructureShape | undefined {
    if (!this.#errorsByCode) {
      this.#errorsByCode = new Map();
      for (const [name, tuple] of Object.entries(this.#frozen.shapes)) {
        if (tuple[0] !== -3) continue;
        const shape = this.#structure({ $: name });
        this.#errorsByCode.set(name, shape);
        if (shape.traits.awsQueryError) this.#errorsByCode.set(shape.traits.awsQueryError[0], shape);
      }
    }
    return this.#errorsByCode.get(code);
  }

  #structure(reference: Frozen): StructureShape {
    const shape = this.#resolve(reference);
    if (shape.kind !== 'structure') throw new Error(`${this.id}: an input, output or error is not a structure`);
    return shape;
  }

  #member(name: string, reference: Frozen): Member {
    const [target, traits] =
      Array.isArray(reference) && reference.length === 2 ? [reference[0] as Frozen, reference[1]] : [reference, 0];
    return { name, shape: this.#resolve(target), traits: decodeTraits(traits) };
  }

  #resolve(reference: Frozen): Shape {
    if (reference === 'unit') return unit;
    if (typeof reference === 'number') return this.#collectionOfSimple(reference);
    if (!Array.isArray(reference)) return this.#named((reference as { $: string }).$);
    if (reference.length === 2) return this.#resolve(reference[0] as Frozen);
    return this.#simple(reference[4] as number, reference);
  }

  #simple(code: number, tuple: unknown): SimpleShape {
    const [kind, format, streaming] = simpleKinds[code] ?? ['document', undefined, false];
    return { kind, format, streaming, tuple };
  }

  /** 64 | x is a list of x, 128 | x a map from string to x. */
  #collectionOfSimple(code: number): Shape {
    const element = this.#simple(code & 63, code & 63);
    const traits = {};
    if (code & 64) return { kind: 'list', member: { name: 'member', shape: element, traits }, tuple: code };
    if (code & 128) {
      return {
        kind: 'map',
        key: { name: 'key', shape: this.#simple(0, 0), traits },
        value: { name: 'value', shape: element, traits },
        tuple: code,
      };
    }
    return element;
  }

  #named(name: string): Shape {
    const known = this.#shapes.get(name);
    if (known) return known;
    const tuple = this.#frozen.shapes[name];
    if (!tuple) throw new Error(`${this.id}: no shape ${name}`);
    const traits = decodeTraits(tuple[3]);
    const thawed = this.#thaw(tuple);
    if (tuple[0] === 1) {
      const shape = { kind: 'list' as const, member: undefined as unknown as Member, tuple: thawed };
      this.#shapes.set(name, shape);
      shape.member = this.#member('member', tuple[4] as Frozen);
      return shape;
    }
    if (tuple[0] === 2) {
      const shape = {
        kind: 'map' as const,
        key: undefined as unknown as Member,
        value: undefined as unknown as Member,
        tuple: thawed,
      };
      this.#shapes.set(name, shape);
      shape.key = this.#member('key', tuple[4] as Frozen);
      shape.value = this.#member('value', tuple[5] as Frozen);
      return shape;
    }
    const names = tuple[4] as string[];
    const members: Member[] = [];
    const memberByName = new Map<string, Member>();
    const shape: StructureShape = {
      kind: 'structure',
      name,
      traits,
      members,
      memberByName,
      required: names.slice(0, tuple[6] as number),
      tuple: thawed,
    };
    // Registered before its members are resolved: shapes refer to themselves.
    this.#shapes.set(name, shape);
    names.forEach((memberName, index) => {
      const member = this.#member(memberName, (tuple[5] as Frozen[])[index] ?? 0);
      members.push(member);
      memberByName.set(memberName, member);
    });
    return shape;
  }

  /** The SDK's live form of a tuple: references become functions. */
  #thaw(value: unknown): unknown {
    if (value === 'unit') return unit.tuple;
    if (Array.isArray(value)) return value.map((part) => this.#thaw(part));
    if (typeof value === 'object' && value !== null && '$' in value) {
      const { $: name } = value as { $: string };
      return () => this.#named(name).tuple;
    }
    return value;
  }
}
