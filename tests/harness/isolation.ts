/**
 * Can functions be isolated on this machine? Tests of the isolation itself are left out where they cannot; in CI they run, and fail,
 * rather than go missing. Who calls it: tests/journeys.
 */
import { probeBubblewrap } from '../../src/server/services/lambda/sandbox/bubblewrap.ts';

export const isolated = process.env['CI'] === 'true' || probeBubblewrap(undefined).kind === 'bubblewrap';
