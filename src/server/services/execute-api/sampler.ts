/**
 * The Default sampling rule, as a stage applies it: the first request of a second, and 5 % of the rest.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
import { defaultSamplingRule } from '../../../model/sampling-rule.ts';

/**
 * @param random 0 to 1.
 * @returns a decision for a request at `now` (epoch milliseconds) to the stage with this ARN.
 */
export function createSampler(random: () => number): (stageArn: string, now: number) => boolean {
  const rule = defaultSamplingRule('', '');
  const seconds = new Map<string, { second: number; taken: number }>();
  return (stageArn, now) => {
    const second = Math.floor(now / 1000);
    let reservoir = seconds.get(stageArn);
    if (reservoir?.second !== second) {
      reservoir = { second, taken: 0 };
      seconds.set(stageArn, reservoir);
    }
    if (reservoir.taken < rule.ReservoirSize) {
      reservoir.taken++;
      return true;
    }
    return random() < rule.FixedRate;
  };
}
