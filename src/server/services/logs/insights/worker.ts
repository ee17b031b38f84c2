/**
 * A thread that evaluates queries, one after the other: a regular expression that never ends, or more groups than fit into memory, then
 * harm nobody but the query. Who starts it: `evaluators.ts`.
 */
import { parentPort } from 'node:worker_threads';
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import { Evaluation, type EvaluationStart, type PageEnd } from './evaluation.ts';
import { QueryTooLarge } from './stages/stage.ts';

export type WorkerRequest =
  | { readonly kind: 'start'; readonly start: EvaluationStart }
  | { readonly kind: 'page'; readonly page: Uint8Array }
  | { readonly kind: 'end' };

/** One for each request. */
export type WorkerAnswer =
  | { readonly kind: 'started' }
  | { readonly kind: 'page'; readonly end: PageEnd }
  | { readonly kind: 'results'; readonly results: readonly ResultField[][] }
  | { readonly kind: 'failed'; readonly message: string; readonly tooLarge: boolean };

let evaluation: Evaluation | undefined;

function answer(request: WorkerRequest): WorkerAnswer {
  if (request.kind === 'start') {
    evaluation = new Evaluation(request.start);
    return { kind: 'started' };
  }
  if (!evaluation) throw new Error('No query has been started.');
  if (request.kind === 'page') return { kind: 'page', end: evaluation.push(request.page) };
  const results = evaluation.end();
  evaluation = undefined;
  return { kind: 'results', results };
}

parentPort?.on('message', (request: WorkerRequest) => {
  try {
    parentPort?.postMessage(answer(request));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    parentPort?.postMessage({ kind: 'failed', message, tooLarge: error instanceof QueryTooLarge } satisfies WorkerAnswer);
  }
});
