/**
 * Waits for the user to end the program.
 *
 * Who calls it: `start` and `demo`. The first Ctrl-C (or SIGTERM) asks for a clean end; a second one ends at once, for a user who
 * will not wait. Nothing acknowledged is lost either way.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (asked) process.exit(130);
      asked = true;
      resolve(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
