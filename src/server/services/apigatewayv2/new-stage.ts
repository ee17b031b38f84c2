/** A stage before anything is said about it. Who calls it: CreateStage and quick create. */
import type { HttpStage } from '../http-api.ts';
import { now } from './store.ts';

export function newStage(stageName: string): HttpStage {
  const createdDate = now();
  return { stageName, autoDeploy: false, variables: {}, tags: {}, createdDate, lastUpdatedDate: createdDate };
}
