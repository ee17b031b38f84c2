/**
 * `Code.ZipFile` of a template: source text, packed as `index` with the module that answers custom resources.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
import { strToU8, zipSync } from 'fflate';
import { AwsError } from '../../../wire/aws-error.ts';
import { nodeResponse, pythonResponse } from './cfn-response.ts';

/** @throws ValidationError for runtimes that have no inline code, and for too much of it. */
export function inlineCode(runtime: string, source: string): Uint8Array {
  if (Buffer.byteLength(source) > 4 * 1024 * 1024) {
    throw new AwsError('ValidationError', 'Code.ZipFile: the length of inline code must be at most 4194304 bytes.');
  }
  const files = runtime.startsWith('python')
    ? { 'index.py': source, 'cfnresponse.py': pythonResponse }
    : runtime.startsWith('nodejs')
      ? { 'index.js': source, 'node_modules/cfn-response/index.js': nodeResponse }
      : undefined;
  if (!files)
    throw new AwsError(
      'ValidationError',
      `ZipFile can only be used when Runtime is set to either of nodejs or python, not ${runtime}.`,
    );
  // One time for all, so that the same source is the same code.
  const at = { mtime: new Date('2026-01-01T00:00:00Z') };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, [strToU8(text), at] as const])));
}
