/**
 * Input of the awsQuery protocol: `Action=…&Tags.member.1.Key=…`, decoded by schema.
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
import { AwsError } from './aws-error.ts';
import { decodeTimestamp, setOwn } from './json.ts';
import type { Shape, SimpleShape, StructureShape } from './shape.ts';

interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

function tree(parameters: URLSearchParams): Node {
  const root: Node = { value: undefined, children: new Map() };
  for (const [name, value] of parameters) {
    let node = root;
    for (const part of name.split('.')) {
      let child = node.children.get(part);
      if (!child) {
        child = { value: undefined, children: new Map() };
        node.children.set(part, child);
      }
      node = child;
    }
    node.value = value;
  }
  return root;
}

/** @throws AwsError MalformedInput when a value has the wrong type. */
export function decodeQuery(shape: StructureShape, parameters: URLSearchParams): Record<string, unknown> {
  return structure(shape, tree(parameters));
}

function structure(shape: StructureShape, node: Node): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const member of shape.members) {
    const name = member.traits.xmlName ?? member.name;
    const child = node.children.get(name) ?? node.children.get(member.name);
    if (child) decoded[member.name] = decode(member.shape, child, member.traits.xmlFlattened === true);
  }
  return decoded;
}

function decode(shape: Shape, node: Node, flattened: boolean): unknown {
  switch (shape.kind) {
    case 'structure':
      return structure(shape, node);
    case 'list': {
      const entries = flattened
        ? node
        : (node.children.get(shape.member.traits.xmlName ?? 'member') ?? node.children.get('member'));
      // An empty list arrives as `Tags=` (botocore).
      return numbered(entries).map((entry) => decode(shape.member.shape, entry, false));
    }
    case 'map': {
      const decoded: Record<string, unknown> = {};
      for (const entry of numbered(flattened ? node : node.children.get('entry'))) {
        const key = entry.children.get(shape.key.traits.xmlName ?? 'key')?.value;
        const value = entry.children.get(shape.value.traits.xmlName ?? 'value');
        if (key !== undefined && value) setOwn(decoded, key, decode(shape.value.shape, value, false));
      }
      return decoded;
    }
    default:
      return simple(shape, node.value ?? '');
  }
}

function numbered(node: Node | undefined): Node[] {
  if (!node) return [];
  return [...node.children]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, child]) => child);
}

function simple(shape: SimpleShape, text: string): unknown {
  switch (shape.kind) {
    case 'number':
    case 'bigint': {
      const number = Number(text);
      if (text === '' || Number.isNaN(number)) throw new AwsError('MalformedInput', `'${text}' is not a number`, 400);
      return number;
    }
    case 'boolean':
      if (!/^(true|false)$/i.test(text)) throw new AwsError('MalformedInput', `'${text}' is not a boolean`, 400);
      return text.toLowerCase() === 'true';
    case 'timestamp':
      return decodeTimestamp(text);
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      return text;
  }
}
