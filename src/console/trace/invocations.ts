/** The invocations of a trace and where they were logged. Called by LogsTab.tsx; pure. AWS page: "Tracing: Lambda segments". */
import type { Segment } from '../../model/segment-document.ts';
import type { InvocationLogSource } from '../logs/use-invocation-log.ts';
import type { TraceNode } from './trace-tree.ts';

export interface TracedInvocation extends InvocationLogSource {
  /** Of the function. */
  readonly name: string;
}

/**
 * In the order of their start. The segment of Lambda itself has the request id, the function's segment below it (or below an attempt)
 * the log group; attempts of one request are one.
 */
export function tracedInvocations(roots: readonly TraceNode[]): readonly TracedInvocation[] {
  const found = new Map<string, TracedInvocation>();
  const open: { readonly node: TraceNode; readonly requestId: string | undefined }[] = roots.map((node) => ({
    node,
    requestId: undefined,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    const own = node.kind === 'segment' ? (node.document as Segment | undefined)?.aws : undefined;
    const requestId = node.type === 'AWS::Lambda' && typeof own?.request_id === 'string' ? own.request_id : next.requestId;
    if (node.kind === 'segment' && node.type === 'AWS::Lambda::Function' && requestId !== undefined) {
      const group = logGroupOf(own) ?? `/aws/lambda/${node.name}`;
      const key = `${group}\n${requestId}`;
      const before = found.get(key);
      found.set(key, {
        name: node.name,
        group,
        requestId,
        start: Math.min(node.start, before?.start ?? node.start),
        end:
          node.end === undefined || (before !== undefined && before.end === undefined)
            ? undefined
            : Math.max(node.end, before?.end ?? node.end),
      });
    }
    for (const child of node.children) open.push({ node: child, requestId });
  }
  return [...found.values()].sort((one, other) => one.start - other.start);
}

/** `cloudwatch_logs: [{ log_group }]`; whoever sent the document may have put anything there. */
function logGroupOf(aws: Segment['aws']): string | undefined {
  const [first] = Array.isArray(aws?.['cloudwatch_logs']) ? (aws['cloudwatch_logs'] as readonly unknown[]) : [];
  const group = (first as { readonly log_group?: unknown } | null | undefined)?.log_group;
  return typeof group === 'string' && group !== '' ? group : undefined;
}
