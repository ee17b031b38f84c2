/** What a target gets of an event: all of it, a constant, a part, or a template (eventbridge/latest/userguide/eb-transform-target-input.html). */
import type { StoredTarget } from '../store.ts';
import type { BusEvent } from './event.ts';
import { parsePath, valueAt } from './json-path.ts';

export interface InputContext {
  readonly event: BusEvent;
  readonly ruleArn: string;
  readonly ruleName: string;
  /** `2026-01-01T00:00:00Z` */
  readonly ingestionTime: string;
}

/** @returns text; JSON, unless a template made something else. */
export function targetInput(target: StoredTarget, context: InputContext): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(valueAt(context.event, parsePath(target.InputPath) ?? []) ?? null);
  if (target.InputTransformer === undefined) return JSON.stringify(context.event);
  const { InputPathsMap = {}, InputTemplate = '' } = target.InputTransformer;
  return fill(InputTemplate, (name) => {
    const path = InputPathsMap[name];
    return path === undefined ? predefined(name, context) : valueAt(context.event, parsePath(path) ?? []);
  });
}

const placeholder = /<([^<>\s]+)>/g;

/** Names in a template that nothing defines. */
export function undefinedPlaceholders(template: string, known: readonly string[]): string[] {
  return [...template.matchAll(placeholder)]
    .map(([, name = '']) => name)
    .filter((name) => !known.includes(name) && !name.startsWith('aws.'));
}

function predefined(name: string, { event, ruleArn, ruleName, ingestionTime }: InputContext): unknown {
  switch (name) {
    case 'aws.events.rule-arn':
      return ruleArn;
    case 'aws.events.rule-name':
      return ruleName;
    case 'aws.events.event.ingestion-time':
      return ingestionTime;
    case 'aws.events.event.json':
      return event;
    case 'aws.events.event': {
      // Without the detail, and with a name of its own for the type.
      const { 'detail-type': detailType, detail: _, ...rest } = event;
      return { ...rest, detailType, time: ingestionTime };
    }
    default:
      return undefined;
  }
}

/**
 * Inside quotes a value stands as text, elsewhere as JSON; what is not there is an empty text. A template that is one text shows objects
 * without their quotes, as EventBridge does.
 */
function fill(template: string, valueNamed: (name: string) => unknown): string {
  const isText = template.trimStart().startsWith('"');
  let filled = '';
  let quoted = false;
  let at = 0;
  for (const found of template.matchAll(placeholder)) {
    const before = template.slice(at, found.index);
    quoted = quotedAfter(before, quoted);
    const value = valueNamed(found[1] ?? '');
    filled += before + (quoted ? insideQuotes(value, isText) : JSON.stringify(value ?? ''));
    at = found.index + found[0].length;
  }
  return filled + template.slice(at);
}

function quotedAfter(text: string, before: boolean): boolean {
  const quotes = text.replace(/\\./gs, '').match(/"/g)?.length ?? 0;
  return quotes % 2 === 0 ? before : !before;
}

function insideQuotes(value: unknown, isText: boolean): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  const json = JSON.stringify(value);
  return isText ? json.replaceAll('"', '') : json;
}

/** Targets take nothing else. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
