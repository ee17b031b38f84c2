/**
 * What a filter's keywords mean for a trace, for an entity of a service or edge, and for a part of a root cause.
 *
 * Used by evaluate.ts. Simple keywords of a trace look at its root segment alone; user, zone, instance, resource and annotations
 * look anywhere. AWS page: "Using filter expressions", keywords.
 */
import { annotationsOf } from '../annotations.ts';
import { durationMicros, type EdgeObservation } from '../graph-observations.ts';
import { outcomeFlags } from '../outcome.ts';
import type { CauseStep, RootCausePath } from '../root-causes.ts';
import { secondsBetween } from '../seconds.ts';
import type { Entity } from '../segment-document.ts';
import type { ServiceId } from '../service-id.ts';
import { subsegmentsBelow, type Trace, type TraceSegment } from '../trace.ts';
import { availabilityZonesOf, instanceIdsOf, resourceArnsOf, responseTime, usersOf } from '../trace-summary.ts';
import type { Keyword, Literal, RootCauseLevel } from './nodes.ts';

/** Values of a keyword or annotation: none, one, or several of which any may match. */
export type Values = readonly (Literal | undefined)[];

export interface Subject {
  values(keyword: Keyword): Values;
  annotation(key: string): Values;
}

export function traceSubject(trace: Trace): Subject {
  const { root, segments } = trace;
  const done = root?.document.end_time === undefined ? undefined : root.document;
  return {
    values(keyword) {
      if (keyword === 'partial') return [trace.isPartial];
      if (keyword === 'inferred') return [segments.some(({ document }) => document.inferred === true)];
      if (keyword === 'responsetime') return [responseTime(root)];
      if (keyword === 'duration') return [trace.duration];
      return outcomeValue(keyword, done) ?? httpValue(keyword, root?.document) ?? anywhereValue(keyword, segments) ?? [];
    },
    annotation: (key) => annotationsOf(segments).get(key) ?? [],
  };
}

/** A node as one of its segments shows it. */
export function segmentSubject(trace: Trace, segment: TraceSegment): Subject {
  const { document, service } = segment;
  const done = document.end_time === undefined ? undefined : document;
  return {
    values(keyword) {
      if (keyword === 'responsetime') return [responseTime(segment)];
      if (keyword === 'duration') return [done === undefined ? undefined : durationMicros(segment) / 1e6];
      return (
        outcomeValue(keyword, done) ??
        httpValue(keyword, document) ??
        anywhereValue(keyword, [segment]) ??
        nodeValue(keyword, trace, service, segment) ??
        []
      );
    },
    annotation: (key) => annotationsOf([segment]).get(key) ?? [],
  };
}

/** Whoever calls a root service has a name and a type, and nothing else. */
export function clientSubject(trace: Trace, client: ServiceId): Subject {
  return { values: (keyword) => nodeValue(keyword, trace, client, undefined) ?? [], annotation: () => [] };
}

/** Time, outcome and HTTP as the caller saw them; everything else of the segment that is called. */
export function edgeSubject(trace: Trace, edge: EdgeObservation): Subject {
  const { seen, callee, to } = edge;
  return {
    values(keyword) {
      if (keyword === 'responsetime') return [edge.micros / 1e6];
      if (keyword === 'duration') return [edgeDuration(edge)];
      return (
        outcomeValue(keyword, seen) ??
        httpValue(keyword, seen) ??
        anywhereValue(keyword, [callee]) ??
        nodeValue(keyword, trace, to, callee) ??
        []
      );
    },
    annotation: (key) => annotationsOf([...(edge.caller === undefined ? [] : [edge.caller]), callee]).get(key) ?? [],
  };
}

function edgeDuration({ seen, callee }: EdgeObservation): number {
  const below = callee.caller.kind === 'call' ? subsegmentsBelow(callee.caller.call) : [];
  const end = below.reduce((last, { document }) => Math.max(last, document.end_time ?? 0), seen.end_time ?? 0);
  return secondsBetween(seen.start_time, end);
}

/** The services, entities or exceptions on a path, in order. */
export function causeSubjects(path: RootCausePath, level: RootCauseLevel): Subject[] {
  const { steps } = path;
  if (level === 'entity') return steps.map((step, at) => causeSubject(at, steps.length, step, { name: step.name }));
  if (level === 'service') {
    const firsts = steps.filter((step, at) => steps[at - 1]?.service !== step.service);
    return firsts.map((step, at) => causeSubject(at, firsts.length, step, { name: step.service.name }));
  }
  return steps.flatMap((step, at) => {
    return step.exceptions.map(({ type, message }) => causeSubject(at, steps.length, step, { name: type, message }));
  });
}

/** @param words what `name` and `message` stand for at this level. */
function causeSubject(
  at: number,
  length: number,
  step: CauseStep,
  words: { readonly name: string | undefined; readonly message?: string | undefined },
): Subject {
  const values: Partial<Record<Keyword, Literal | undefined>> = {
    first: at === 0,
    last: at === length - 1,
    index: at,
    remote: step.remote,
    inferred: step.inferred,
    coverage: step.coverage,
    type: step.service.type,
    ...words,
  };
  return { values: (keyword) => [values[keyword]], annotation: () => [] };
}

/** @param entity undefined: in progress, or not there; then nothing has failed. */
function outcomeValue(keyword: Keyword, entity: Entity | undefined): Values | undefined {
  if (keyword !== 'ok' && keyword !== 'error' && keyword !== 'throttle' && keyword !== 'fault') return undefined;
  const flags = outcomeFlags(entity ?? {});
  return [keyword === 'ok' ? !flags.error && !flags.throttle && !flags.fault : flags[keyword]];
}

function httpValue(keyword: Keyword, entity: Entity | undefined): Values | undefined {
  const request = entity?.http?.request;
  switch (keyword) {
    case 'http.status':
      return [entity?.end_time === undefined ? undefined : entity.http?.response?.status];
    case 'http.url':
      return [request?.url];
    case 'http.method':
      return [request?.method];
    case 'http.useragent':
      return [request?.user_agent];
    case 'http.clientip':
      return [request?.client_ip];
    default:
      return undefined;
  }
}

function anywhereValue(keyword: Keyword, segments: readonly TraceSegment[]): Values | undefined {
  switch (keyword) {
    case 'user':
      return segments.flatMap(usersOf);
    case 'availabilityzone':
      return segments.flatMap(availabilityZonesOf);
    case 'instance.id':
      return segments.flatMap(instanceIdsOf);
    case 'resource.arn':
      return segments.flatMap(resourceArnsOf);
    default:
      return undefined;
  }
}

function nodeValue(keyword: Keyword, trace: Trace, service: ServiceId, segment: TraceSegment | undefined): Values | undefined {
  switch (keyword) {
    case 'name':
      return [service.name];
    case 'type':
      return [service.type];
    case 'root':
      return [segment?.caller.kind === 'none'];
    case 'inferred':
      return [segment?.document.inferred === true];
    case 'partial':
      return [trace.isPartial];
    default:
      return undefined;
  }
}

/** Does the entity end in a range of time, both ends included? Epoch seconds. */
export function endsWithin(entity: Entity, window: { readonly start: number; readonly end: number } | undefined): boolean {
  if (window === undefined) return true;
  const { end_time } = entity;
  return end_time !== undefined && end_time >= window.start && end_time <= window.end;
}
