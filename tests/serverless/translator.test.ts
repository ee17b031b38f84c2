/**
 * Our serverless transform against AWS's own translator (the Python package aws-sam-translator), over templates of ours.
 *
 * Every template is either equal, with equal errors, or listed in differences.md; a listed one that has become equal fails too. The hash
 * of a REST API's deployment is looked at by itself.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SamTransformError } from '../../src/server/services/cloudformation/serverless/errors.ts';
import { type Template, transformServerless } from '../../src/server/services/cloudformation/serverless/transform.ts';
import { parseTemplate } from '../../src/server/services/cloudformation/template/parse.ts';
import { translatorPython } from './python.ts';

const folder = new URL('./templates/', import.meta.url);
const example = new URL('../../examples/hello-world/template.yaml', import.meta.url);
const context = { region: 'us-east-1', partition: 'aws' };

interface Answer {
  readonly template?: Template;
  readonly causes?: readonly string[];
}

const cases = new Map<string, Template>();
for (const file of readdirSync(folder).sort())
  cases.set(basename(file, '.yaml'), parse(readFileSync(new URL(file, folder), 'utf8')));
cases.set('example-hello-world', parse(readFileSync(example, 'utf8').replace('CodeUri: hello_world/', 'CodeUri: s3://a/k')));

function parse(text: string): Template {
  return parseTemplate(text) as unknown as Template;
}

const input = Object.fromEntries([...cases].map(([name, template]) => [name, { template, parameters: {} }]));
const run = spawnSync(await translatorPython(), [new URL('./translate.py', import.meta.url).pathname], {
  input: JSON.stringify(input),
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (run.status !== 0) throw new Error(run.stderr);
const expected = JSON.parse(run.stdout) as Record<string, Answer>;

const listed = new Set(
  [...readFileSync(new URL('./differences.md', import.meta.url), 'utf8').matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(
    (match) => match[1],
  ),
);

const otherHashes = [...readFileSync(new URL('./differences.md', import.meta.url), 'utf8').matchAll(/^- `([a-z0-9-]+)`$/gm)].map(
  (match) => match[1],
);

function ours(template: Template): Answer {
  try {
    return { template: transformServerless(template, {}, context) };
  } catch (error) {
    if (error instanceof SamTransformError) return { causes: error.causes };
    throw error;
  }
}

const deployments = (template: Template | undefined): string[] =>
  Object.keys((template?.['Resources'] ?? {}) as object)
    .filter((id) => /Deployment[0-9a-f]{10}$/.test(id))
    .sort();

/** A deployment's hash becomes `#`, in its logical id, its description and every reference. */
function comparable({ template, causes }: Answer): unknown {
  if (!template) return { causes: [...(causes ?? [])].sort() };
  const text = JSON.stringify(template)
    .replace(/(Deployment)[0-9a-f]{10}"/g, '$1#"')
    .replace(/(RestApi deployment id: )[0-9a-f]{40}/g, '$1#');
  return withoutOrder(JSON.parse(text));
}

/** The order of dependencies, notifications, statements and a plan's stages has no meaning. */
const unordered = ['DependsOn', 'LambdaConfigurations', 'Fn::Or', 'Statement', 'StageKeys', 'ApiStages'];

/** A tag that an HTTP API gets by its document: AWS's come in the order of Python 2's hashes. */
const isApiTag = (tag: unknown): boolean => typeof tag === 'object' && tag !== null && 'x-amazon-apigateway-tag-value' in tag;

function withoutOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [
        key,
        Array.isArray(member) && (unordered.includes(key) || (key === 'tags' && member.some(isApiTag)))
          ? member.map(withoutOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
          : withoutOrder(member),
      ]),
  );
}

describe("the serverless transform writes what AWS's translator writes", () => {
  for (const [name, template] of cases) {
    if (listed.has(name))
      test(`${name} differs, for the reason in differences.md`, () => {
        expect(comparable(ours(template))).not.toEqual(comparable(expected[name] ?? {}));
      });
    else
      test(name, () => {
        expect(comparable(ours(template))).toEqual(comparable(expected[name] ?? {}));
      });
  }

  test("deployments have AWS's hashes, but for the templates that differences.md names", () => {
    const different = [...cases].filter(([name, template]) => {
      const answer = expected[name]?.template;
      return answer !== undefined && !listed.has(name) && `${deployments(ours(template).template)}` !== `${deployments(answer)}`;
    });
    expect(different.map(([name]) => name)).toEqual(otherHashes);
  });

  test('at least 98 of 100 templates are equal, and there are forty or more', () => {
    expect(cases.size).toBeGreaterThanOrEqual(40);
    expect(listed.size / cases.size).toBeLessThanOrEqual(0.02);
  });
});
