/**
 * Shares a rule's reservoir among the clients that report its use: the memory behind GetSamplingTargets.
 *
 * Who calls it: `operations/get-sampling-targets.ts` and `stage-sampler.ts`. AWS page: "Sampling" (xray-api-sampling): the reservoir
 * is a number of requests a second over the whole account; a client gets its part as a quota, and borrows one request a second until
 * then. In memory only: a client that comes after a restart borrows once more.
 */

/** Clients report every ten seconds; one that has been silent for three reports has stopped, and its part goes to the others. */
const SILENT_AFTER_MS = 30_000;

interface Client {
  /** Epoch milliseconds of its last report. */
  readonly seen: number;
  /** Requests a second that it had to decide about. */
  readonly demand: number;
  /** Requests a second that it may take. */
  readonly quota: number;
}

export class ReservoirClients {
  readonly #rules = new Map<string, Map<string, Client>>();

  /**
   * @param rule its ARN. `demand`: requests a second that the client had to decide about; `now`: epoch milliseconds.
   * @returns requests a second for this client, undefined on its first report: AWS then answers null and the client goes on borrowing.
   */
  report(rule: string, clientId: string, reservoirSize: number, demand: number, now: number): number | undefined {
    const clients = this.#active(rule, now);
    if (clients.has(clientId)) return lease(clients, clientId, reservoirSize, demand, now);
    clients.set(clientId, { seen: now, demand, quota: 0 });
    return undefined;
  }

  /** What a client holds is anybody's again: it is about to report, or several at once are, in whatever order. */
  giveBack(rule: string, clientId: string): void {
    const client = this.#rules.get(rule)?.get(clientId);
    if (client !== undefined) this.#rules.get(rule)?.set(clientId, { ...client, quota: 0 });
  }

  /** As `report`, for a client that needs no first report: one in this process. */
  lease(rule: string, clientId: string, reservoirSize: number, demand: number, now: number): number {
    return lease(this.#active(rule, now), clientId, reservoirSize, demand, now);
  }

  #active(rule: string, now: number): Map<string, Client> {
    const clients = this.#rules.get(rule) ?? new Map<string, Client>();
    this.#rules.set(rule, clients);
    for (const [id, { seen }] of clients) if (now - seen > SILENT_AFTER_MS) clients.delete(id);
    return clients;
  }
}

/** Its fair part, as far as others have given back what they hold. */
function lease(clients: Map<string, Client>, clientId: string, reservoirSize: number, demand: number, now: number): number {
  clients.delete(clientId);
  let held = 0;
  for (const { quota } of clients.values()) held += quota;
  const demands = new Map([...clients].map(([id, other]) => [id, other.demand]));
  const fair = fairShares(demands.set(clientId, demand), reservoirSize).get(clientId) ?? 0;
  const quota = Math.max(0, Math.min(fair, reservoirSize - held));
  clients.set(clientId, { seen: now, demand, quota });
  return quota;
}

/**
 * Parts of a reservoir: nobody gets less than what it needs while another gets more than that, and what nobody needs is spread too, so
 * that a burst finds it.
 * @param demands by client: requests a second.
 * @returns whole numbers that add up to the reservoir.
 */
export function fairShares(demands: ReadonlyMap<string, number>, reservoirSize: number): ReadonlyMap<string, number> {
  const modestFirst = [...demands].sort(([left, less], [right, more]) => less - more || (left < right ? 1 : -1));
  const shares = new Map<string, number>();
  let rest = reservoirSize;
  for (const [place, [id, demand]] of modestFirst.entries()) {
    // Rounded down, so that a remainder goes to those who need most.
    const part = Math.min(Math.ceil(demand), Math.floor(rest / (modestFirst.length - place)));
    shares.set(id, part);
    rest -= part;
  }
  for (const [place, [id]] of modestFirst.entries()) {
    const part = Math.floor(rest / (modestFirst.length - place));
    shares.set(id, (shares.get(id) ?? 0) + part);
    rest -= part;
  }
  return shares;
}
