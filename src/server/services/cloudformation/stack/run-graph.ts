/**
 * Runs one piece of work per node, each as soon as those it depends on are done, as many at once as the graph allows.
 *
 * Who calls it: creation, update, rollback and deletion of a stack's resources.
 */
export interface GraphRun {
  /** Nodes whose work threw. */
  readonly failed: readonly string[];
  /** Nodes that were never started: a failure or a stop came first. */
  readonly notStarted: readonly string[];
}

/**
 * @param graph by node, the nodes that must be done before it; all of them are nodes too.
 * @param goOn whether nodes that do not depend on a failed one still start.
 * @param stop no more nodes start once it is aborted; what runs is waited for.
 */
export async function runGraph(
  graph: ReadonlyMap<string, ReadonlySet<string>>,
  work: (node: string) => Promise<void>,
  options: { readonly goOn: boolean; readonly stop?: AbortSignal | undefined },
): Promise<GraphRun> {
  const waiting = new Set(graph.keys());
  const done = new Set<string>();
  const failed: string[] = [];
  const running = new Map<string, Promise<void>>();

  const start = (node: string): void => {
    waiting.delete(node);
    const run = work(node)
      .then(
        () => void done.add(node),
        () => void failed.push(node),
      )
      .finally(() => running.delete(node));
    running.set(node, run);
  };
  const ready = (node: string): boolean => [...(graph.get(node) ?? [])].every((need) => done.has(need));

  for (;;) {
    const mayStart = (options.goOn || failed.length === 0) && !options.stop?.aborted;
    if (mayStart) for (const node of [...waiting]) if (ready(node)) start(node);
    if (running.size === 0) return { failed, notStarted: [...waiting] };
    await Promise.race(running.values());
  }
}
