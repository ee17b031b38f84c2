/**
 * The programs that tests drive and that npm does not install: where they are looked for, and how they get there.
 *
 * Who calls it: scripts/test.mjs and the harness (tests/harness), so that both look in the same places. The environment variables
 * of the same meaning win, for machines that have these elsewhere.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'radiograph-tests');

/** Python with the clients of tests/clients/requirements.txt. */
export const clientsVenv = process.env.RADIOGRAPH_TEST_VENV ?? join(cache, 'venv');

/** Python with the CDK's library, of tests/clients/cdk-requirements.txt. */
export const cdkVenv = process.env.RADIOGRAPH_TEST_CDK_VENV ?? join(cache, 'cdk-venv');

/** Python with the SAM CLI, of tests/clients/sam-requirements.txt. */
export const samVenv = process.env.RADIOGRAPH_TEST_SAM_VENV ?? join(cache, 'sam-venv');

/** Version 2 of the AWS CLI, which PyPI does not have; some distributions package it. */
export const awsCli2 = process.env.RADIOGRAPH_TEST_AWS_CLI_2 ?? '/usr/bin/aws';

/** The packages that the AWS guide pins: aws-xray-sdk 2.4.3 and jsonpickle 1.3. */
export const guidePackages = process.env.RADIOGRAPH_TEST_GUIDE_PACKAGES ?? join(cache, 'guide-packages');

/** AWS's own X-Ray daemon. Not every Go proxy serves its module, so that its tests are left out without it, in CI too. */
export const xrayDaemon = process.env.RADIOGRAPH_TEST_XRAY_DAEMON ?? join(cache, 'bin', 'tracing');

/** A cache directory of its own, with the collector of AWS's classic OpenTelemetry layer (scripts/build-adot-collector.mjs). */
export const collectorCache = process.env.RADIOGRAPH_TEST_COLLECTOR_CACHE ?? join(cache, 'collector');

export const chromium = process.env.RADIOGRAPH_TEST_CHROMIUM ?? '/usr/bin/chromium';

/**
 * What is not there. `tests` is the glob that cannot run without it; without `optional`, CI fails for it.
 * @returns {{ name: string, tests: string, install: string, optional?: boolean }[]}
 */
export function missingClients() {
  const setUp = 'Run `.ci/run --prepare`.';
  return [
    {
      name: 'Python environment with the AWS clients',
      path: join(clientsVenv, 'bin', 'aws'),
      tests: 'tests/clients/python/**',
      install: setUp,
    },
    {
      name: 'set of packages that the guide pins',
      path: join(guidePackages, 'aws_xray_sdk'),
      tests: 'tests/clients/guide/**',
      install: setUp,
    },
    {
      name: "Python environment with the CDK's library",
      path: join(cdkVenv, '.requirements'),
      tests: 'tests/journeys/cdk.test.ts',
      install: setUp,
    },
    {
      name: 'Python environment with the SAM CLI',
      path: join(samVenv, 'bin', 'sam'),
      tests: 'tests/journeys/{sam*,examples,failed-deployments}.test.ts',
      install: setUp,
    },
    { name: 'AWS CLI 2', path: awsCli2, tests: 'tests/clients/aws-cli-2/**', install: setUp, optional: true },
    {
      name: 'X-Ray daemon',
      path: xrayDaemon,
      tests: 'tests/clients/daemon/**',
      install: `${setUp} It needs Go.`,
      optional: true,
    },
    {
      name: 'collector of the classic OpenTelemetry layer',
      path: join(collectorCache, 'adot-collector'),
      tests: 'tests/clients/adot-collector/**',
      install: `Run \`RADIOGRAPH_CACHE_DIR=${collectorCache} node scripts/build-adot-collector.mjs\`. It needs Go.`,
      optional: true,
    },
    { name: 'Chromium', path: chromium, tests: 'tests/console/**', install: 'Install it with your package manager.' },
  ].filter(({ path }) => !existsSync(path));
}
