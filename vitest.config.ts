import { defineConfig } from 'vitest/config';
import { missingClients } from './scripts/test-clients.mjs';

/** Unit tests sit beside their subject and are pure; everything under tests/ drives a running server with real clients. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'server',
          include: ['tests/**/*.test.ts'],
          // Tests of a client that this machine does not have; scripts/test.mjs names them, and fails for them under CI.
          exclude: ['tests/bench/**', ...missingClients().map(({ tests }) => tests)],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
