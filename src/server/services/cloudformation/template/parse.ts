/**
 * Reads a template's text, JSON or YAML, into its long form.
 *
 * Who calls it: the operations that take a TemplateBody or TemplateURL.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import { AwsError } from '../../../wire/aws-error.ts';
import { validationError } from '../errors.ts';
import { longForm } from './short-forms.ts';
import { isObject, type Template } from './template.ts';

/** @throws ValidationError with AWS's texts for what is no template. */
export function parseTemplate(text: string): Template {
  const parsed = text.trimStart().startsWith('{') ? fromJson(text) : fromYaml(text);
  if (!isObject(parsed)) throw validationError('Template format error: unsupported structure.');
  return parsed as unknown as Template;
}

/** A piece of a template: any value. @throws ValidationError for what is not well-formed. */
export const parseFragment = (text: string): unknown => (text.trimStart().startsWith('{') ? fromJson(text) : fromYaml(text));

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    try {
      // A YAML flow mapping starts with a brace too.
      return fromYaml(text);
    } catch (alsoNoYaml) {
      if (!(alsoNoYaml instanceof AwsError) || !alsoNoYaml.message.includes('not well-formed')) throw alsoNoYaml;
      throw validationError(`Template format error: JSON not well-formed.${placeOf(text, cause)}`);
    }
  }
}

/** AWS names the place behind the character that it cannot take. */
function placeOf(text: string, cause: unknown): string {
  const [, position = String(text.length)] = /at position (\d+)/.exec((cause as Error).message) ?? [];
  const lines = text.slice(0, Number(position)).split('\n');
  return ` (line ${lines.length}, column ${(lines.at(-1) ?? '').length + 2})`;
}

function fromYaml(text: string): unknown {
  const message = 'Template format error: YAML not well-formed.';
  // Tags that the parser does not know stay on their nodes: they are the short forms.
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: true, merge: false });
  const [fault] = document.errors;
  if (fault) {
    const at = fault.linePos?.[0];
    throw validationError(at ? `${message} (line ${at.line}, column ${at.col})` : message);
  }
  return plain(document.contents);
}

function plain(node: unknown): unknown {
  if (node === null || node === undefined) return null;
  if (isAlias(node)) throw validationError('Template error: YAML aliases are not allowed in CloudFormation templates');
  const value = untagged(node);
  const tag = (node as Node).tag;
  return tag?.startsWith('!') && !tag.startsWith('!!') ? longForm(tag, value) : value;
}

function untagged(node: unknown): unknown {
  if (isScalar(node)) return scalar(node);
  if (isSeq(node)) return node.items.map(plain);
  if (!isMap(node)) return null;
  const object: Record<string, unknown> = {};
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key);
    Object.defineProperty(object, name, { value: plain(value), enumerable: true, writable: true, configurable: true });
  }
  return object;
}

/** A number whose digits would change (`000000000000`, `3.10`) stays text: properties are text to CloudFormation in the end. */
function scalar(node: Scalar): unknown {
  if (typeof node.value !== 'number' || node.source === undefined) return node.value;
  return String(node.value) === node.source ? node.value : node.source;
}
