/** The resource type that a call names, and who reads it. Called by the operations. */
import type { ResourceReader } from '../ports.ts';
import { typeNotFound, unsupportedAction, violated } from './errors.ts';

export interface ResourceTypes {
  readonly readers: ReadonlyMap<string, ResourceReader>;
  /** Those that CloudFormation makes. */
  readonly made: ReadonlySet<string>;
}

const namePattern = /^[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$/;

/** @throws TypeNotFoundException, UnsupportedActionException, ValidationException */
export function readerOf({ readers, made }: ResourceTypes, type: string, action: 'READ' | 'LIST'): ResourceReader {
  if (!namePattern.test(type)) {
    const shown = '[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}';
    throw violated('typeName', type, `Member must satisfy regular expression pattern: ${shown}`);
  }
  const reader = readers.get(type);
  if (reader) return reader;
  throw made.has(type) ? unsupportedAction(type, action) : typeNotFound(type);
}
