import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sdkPackages } from './sdk-packages.ts';

describe('the SDK packages that a function takes from its runtime', () => {
  let task: string;
  beforeEach(() => {
    task = mkdtempSync(join(tmpdir(), 'radiograph-sdk-'));
  });
  afterEach(() => rmSync(task, { recursive: true }));

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(task, path)), { recursive: true });
    writeFileSync(join(task, path), text);
  }

  it('are those that its code imports in any form', async () => {
    put('index.mjs', `import { S3Client } from '@aws-sdk/client-s3';\nconst x = await import("@aws-sdk/lib-dynamodb");`);
    put('lib/bundle.js', 'var a=require("@aws-sdk/client-sts/dist-cjs/x");import"@aws-sdk/client-ssm";');
    expect(await sdkPackages(task)).toEqual([
      '@aws-sdk/client-s3',
      '@aws-sdk/client-ssm',
      '@aws-sdk/client-sts',
      '@aws-sdk/lib-dynamodb',
    ]);
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
  it.each(['require(`@aws-sdk/client-${service}`)', "import('@aws-sdk/client-' + service)", '"@aws-sdk/client-".concat(s)'])(
    'are those of every service here where only the call decides: %s',
    async (code) => {
      put('index.js', code);
      const names = await sdkPackages(task);
      expect(names).toEqual(
        expect.arrayContaining(['@aws-sdk/client-cloudwatch-logs', '@aws-sdk/client-s3', '@aws-sdk/client-xray']),
      );
      expect(names).not.toContain('@aws-sdk/client-dynamodb');
    },
  );

  it('are not those that it brings along, bundles, or only speaks of', async () => {
    put(
      'index.js',
      `require('@aws-sdk/client-s3'); const pkg = { name: "@aws-sdk/client-sqs" }, of = (n) => n.replace("@aws-sdk/client-", "");`,
    );
    put('notes.txt', `import '@aws-sdk/client-sns'`);
    put('node_modules/@aws-sdk/client-s3/index.js', `require('@aws-sdk/core')`);
    expect(await sdkPackages(task)).toEqual([]);
  });
});
