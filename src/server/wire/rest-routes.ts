/**
 * Finds the operation of a REST path: the pattern with the most literal segments wins, then the one with the most required
 * query and header members that are there (S3 tells its operations apart by those).
 */
import type { WireRequest } from './http.ts';
import type { OperationModel, ServiceModel } from './schema.ts';

interface Route {
  readonly operation: OperationModel;
  readonly segments: readonly Segment[];
  readonly literals: number;
  readonly query: readonly (readonly [name: string, value: string | undefined])[];
  readonly requiredHeaders: readonly string[];
  /** S3's own URIs lack the bucket, which the client puts in front of the path. */
  readonly inBucket: boolean;
}

type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };

export interface RouteMatch {
  readonly operation: OperationModel;
  /** Percent-decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The table of one service, made on first use. */
export class RestRoutes {
  readonly #byMethod = new Map<string, Route[]>();
  readonly #hasBuckets: boolean;

  constructor(service: ServiceModel) {
    this.#hasBuckets = service.id === 's3';
    for (const name of service.operationNames) {
      const operation = service.operation(name);
      if (!operation?.http) continue;
      const routes = this.#byMethod.get(operation.http.method) ?? [];
      routes.push(compile(operation, operation.http.uri));
      this.#byMethod.set(operation.http.method, routes);
    }
    for (const routes of this.#byMethod.values()) {
      routes.sort(
        (left, right) =>
          right.literals - left.literals ||
          right.query.length + right.requiredHeaders.length - left.query.length - left.requiredHeaders.length,
      );
    }
  }

  /** Undefined when no operation has this path. `path` is still percent-encoded. */
  match(request: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>): RouteMatch | undefined {
    const segments = this.#hasBuckets ? splitObjectPath(request.path) : split(request.path);
    for (const route of this.#byMethod.get(request.method) ?? []) {
      const bucket = route.inBucket ? segments[0] : undefined;
      if (route.inBucket && bucket === undefined) continue;
      const labels = matchSegments(route.segments, bucket === undefined ? segments : segments.slice(1));
      if (!labels) continue;
      if (bucket !== undefined) labels['Bucket'] = decodeLabel(bucket);
      if (
        !route.query.every(([name, value]) => (value === undefined ? request.query.has(name) : request.query.get(name) === value))
      )
        continue;
      if (!route.requiredHeaders.every((name) => request.headers[name] !== undefined)) continue;
      return { operation: route.operation, labels };
    }
    return undefined;
  }
}

function split(path: string): string[] {
  const trimmed = path.replace(/^\/+/, '').replace(/\/+$/, '');
  return trimmed === '' ? [] : trimmed.split('/');
}

/** An object's key may begin and end with slashes: only the first slash after the bucket divides. */
function splitObjectPath(path: string): string[] {
  const [, bucket = '', key = ''] = /^\/*([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return [bucket, key].filter(Boolean);
}

function compile(operation: OperationModel, uri: string): Route {
  const [path = '', staticQuery = ''] = uri.split('?');
  const segments = split(path).map((text): Segment => {
    const label = /^\{(\w+)(\+?)\}$/.exec(text);
    return label ? { label: label[1] ?? '', greedy: label[2] === '+' } : { literal: text };
  });
  const query: (readonly [string, string | undefined])[] = [...new URLSearchParams(staticQuery)]
    // `x-id` names the operation for logs only; botocore does not send it.
    .filter(([name]) => name !== 'x-id')
    .map(([name, value]) => [name, value === '' ? undefined : value]);
  const required = operation.input.members.filter((member) => operation.input.required.includes(member.name));
  for (const member of required)
    if (member.traits.httpQuery && operation.service.id === 's3') query.push([member.traits.httpQuery, undefined]);
  const requiredHeaders =
    operation.service.id === 's3'
      ? required.flatMap((member) => (member.traits.httpHeader ? [member.traits.httpHeader.toLowerCase()] : []))
      : [];
  const inBucket = operation.service.id === 's3' && operation.input.memberByName.get('Bucket')?.traits.httpLabel === true;
  return {
    operation,
    segments,
    literals: segments.filter((segment) => 'literal' in segment).length,
    query,
    requiredHeaders,
    inBucket,
  };
}

function matchSegments(pattern: readonly Segment[], segments: readonly string[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (let index = 0; index < pattern.length; index++) {
    const part = pattern[index];
    if (!part) return undefined;
    if ('greedy' in part && part.greedy) {
      const rest = segments.slice(index, segments.length - (pattern.length - index - 1));
      if (rest.length === 0) return undefined;
      labels[part.label] = decodeLabel(rest.join('/'));
      return labels;
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if ('literal' in part) {
      if (part.literal !== segment) return undefined;
    } else labels[part.label] = decodeLabel(segment);
  }
  return segments.length === pattern.length ? labels : undefined;
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
