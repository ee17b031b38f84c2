/** The exceptions of an entity with their chains of causes. Called by ExceptionsTab.tsx; pure. */
import type { CauseObject, Exception, Segment, Subsegment } from '../../model/segment-document.ts';
import type { TraceNode } from './trace-tree.ts';

export interface ExceptionChain {
  /** The exception, then what caused it, then what caused that. */
  readonly exceptions: readonly Exception[];
}

export function causeOf(document: Segment | Subsegment): CauseObject | undefined {
  return typeof document.cause === 'object' && document.cause !== null ? document.cause : undefined;
}

/** An exception that is the cause of another is shown in that one's chain only. Circles are cut. */
export function exceptionChains(cause: CauseObject): readonly ExceptionChain[] {
  const exceptions = cause.exceptions ?? [];
  const byId = new Map(exceptions.map((exception) => [exception.id, exception]));
  const causes = new Set(exceptions.map((exception) => exception.cause).filter((id) => id !== undefined && byId.has(id)));
  const heads = exceptions.filter((exception) => exception.id === undefined || !causes.has(exception.id));
  return (heads.length > 0 ? heads : exceptions.slice(0, 1)).map((head) => {
    const chain = [head];
    for (let next = byId.get(head.cause); next !== undefined && !chain.includes(next); next = byId.get(next.cause))
      chain.push(next);
    return { exceptions: chain };
  });
}

/** A cause that is only an id names an exception recorded below: the node that has it. */
export function findException(roots: readonly TraceNode[], exceptionId: string): TraceNode | undefined {
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const exceptions = next.document === undefined ? undefined : causeOf(next.document)?.exceptions;
    if (exceptions?.some((exception) => exception.id === exceptionId)) return next;
    open.push(...next.children);
  }
  return undefined;
}
