/**
 * The Invocation subsegments of an environment's last invocations. A span whose parent is one of them is a subsegment below it, never a
 * segment; spans may come late, after the next invocation has begun.
 *
 * Called by invocation/run-in-environment.ts, and by start.ts when spans come in.
 */

const remembered = 32;

export class RecentInvocations {
  readonly #ids = new Set<string>();

  add(id: string): void {
    this.#ids.add(id);
    if (this.#ids.size <= remembered) return;
    const [oldest] = this.#ids;
    if (oldest !== undefined) this.#ids.delete(oldest);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }
}
