/**
 * Lambda's own sampling: the first request of each second and 5 % of the rest, for each function
 * (lambda/latest/dg/services-xray.html). Called by decide-trace.ts when the caller has not decided.
 */
const rate = 0.05;

export interface Sampler {
  /** @param at epoch milliseconds. */
  decide(functionArn: string, at: number): boolean;
}

export function createSampler(mode: 'aws' | 'all', random: () => number = Math.random): Sampler {
  const seconds = new Map<string, number>();
  return {
    decide: (functionArn, at) => {
      const second = Math.floor(at / 1_000);
      const first = seconds.get(functionArn) !== second;
      seconds.set(functionArn, second);
      return mode === 'all' || first || random() < rate;
    },
  };
}
