/** What the server and its engine process say to each other over Node's IPC channel; data goes over HTTP. */
import { join } from 'node:path';

export interface EngineStart {
  readonly kind: 'start';
  /** Absolute; the engine's own, nothing else is kept in it. */
  readonly dataDir: string;
  readonly password: string;
  readonly database: string;
}

export type EngineMessage =
  | { readonly kind: 'ready'; readonly port: number; readonly version: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Where rows stand in files on their way in; emptied when the engine starts. */
export function rowsDirectoryOf(dataDir: string): string {
  return join(dataDir, 'spool');
}

/** Name of the database, embedded or not, when the URL gives none. */
export const defaultDatabase = 'radiograph';
