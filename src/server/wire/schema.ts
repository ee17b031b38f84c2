/** AWS's schemas as the server uses them: the dump of scripts/dump-schemas.mjs, resolved on first use. Called by models.ts. */
import { asDoubles, isDoubleMember } from './doubles.ts';
import { decodeTraits, type Member, type Shape, type SimpleShape, type StructureShape, simpleKinds, unit } from './shape.ts';

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
    const shape = this.#resolve(target);
    return { name, shape: isDoubleMember(this.id, name) ? asDoubles(shape) : shape, traits: decodeTraits(traits) };
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
