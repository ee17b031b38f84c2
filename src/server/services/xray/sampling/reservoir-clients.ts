/**
 * Shares a rule's reservoir among the clients that report its use: the memory behind GetSamplingTargets.
 *
 * Who calls it: `operations/get-sampling-targets.ts`. AWS page: "Sampling" (xray-api-sampling): the reservoir is a number of requests
 * a second over the whole account; a client gets its part as a quota, and borrows one request a second until then.
 * In memory only: a client that comes after a restart borrows once more.
 */

/** Clients report every ten seconds; one that has been silent for three reports has stopped, and its part goes to the others. */
const SILENT_AFTER_MS = 30_000;

export class ReservoirClients {
  readonly #rules = new Map<string, Map<string, number>>();

  /**
   * @param rule account, region and rule name. `now`: epoch milliseconds.
   * @returns requests a second for this client, undefined on its first report: AWS then answers null and the client goes on borrowing.
   */
  report(rule: string, clientId: string, reservoirSize: number, now: number): number | undefined {
    const clients = this.#rules.get(rule) ?? new Map<string, number>();
    this.#rules.set(rule, clients);
    for (const [client, seen] of clients) if (now - seen > SILENT_AFTER_MS) clients.delete(client);
    const known = clients.has(clientId);
    clients.set(clientId, now);
    return known ? share(reservoirSize, [...clients.keys()].sort(), clientId) : undefined;
  }
}

/** Whole requests; the remainder goes to the first ones, so that the parts add up to the reservoir. */
function share(reservoirSize: number, clients: readonly string[], clientId: string): number {
  const whole = Math.floor(reservoirSize / clients.length);
  return whole + (clients.indexOf(clientId) < reservoirSize % clients.length ? 1 : 0);
}
