/** Types of test-clients.mjs, for the harness. */
export const clientsVenv: string;
export const cdkVenv: string;
export const samVenv: string;
export const awsCli2: string;
export const guidePackages: string;
export const xrayDaemon: string;
export const collectorCache: string;
export const chromium: string;
export function missingClients(): { name: string; path: string; tests: string; install: string; optional?: boolean }[];
