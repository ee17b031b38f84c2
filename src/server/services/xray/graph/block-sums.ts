/**
 * Sums of ten minutes, so that an hour of which one minute has changed is not summed up anew from sixty.
 *
 * Who calls it: `window-graph.ts`. A sum is right as long as its minutes are the very same graphs.
 */
import { ServiceGraphBuilder } from '../../../../model/service-graph.ts';
import type { Tenant } from '../../ports.ts';
import type { MinuteGraph } from './count-minutes.ts';

const BLOCK_SECONDS = 600;
/** Two days of one tenant; the oldest go first. */
const MOST_BLOCKS = 288;

interface Block {
  readonly minutes: readonly MinuteGraph[];
  readonly sum: ServiceGraphBuilder;
}

export class BlockSums {
  readonly #blocks = new Map<string, Block>();

  /** @param minutes of one tenant, in order. */
  sum({ account, region }: Tenant, minutes: readonly MinuteGraph[]): ServiceGraphBuilder {
    const blocks = new Map<number, MinuteGraph[]>();
    for (const minute of minutes) {
      const start = Math.floor(minute.minute / BLOCK_SECONDS);
      const block = blocks.get(start);
      if (block === undefined) blocks.set(start, [minute]);
      else block.push(minute);
    }
    const sum = new ServiceGraphBuilder();
    for (const [start, block] of blocks) sum.addAll(this.#block(`${account} ${region} ${start}`, block));
    return sum;
  }

  #block(key: string, minutes: readonly MinuteGraph[]): ServiceGraphBuilder {
    const kept = this.#blocks.get(key);
    if (kept?.minutes.length === minutes.length && minutes.every((minute, place) => minute === kept.minutes[place]))
      return kept.sum;
    const sum = new ServiceGraphBuilder();
    for (const { graph } of minutes) sum.addAll(graph);
    this.#blocks.delete(key);
    this.#blocks.set(key, { minutes, sum });
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    return sum;
  }
}
