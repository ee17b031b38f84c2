/**
 * The transform AWS::Include: a piece of template from S3 takes the place of `Fn::Transform`, or joins the top level.
 *
 * Who calls it: transforms.ts. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
import { AwsError } from '../../../wire/aws-error.ts';
import { validationError } from '../errors.ts';
import { parseFragment } from './parse.ts';
import { isObject, type Template } from './template.ts';

export interface IncludeSource {
  /** The object behind `s3://BUCKET/KEY`; undefined when there is none. */
  read(bucket: string, key: string): Promise<Uint8Array | undefined>;
  /** A location without functions. */
  resolve(location: unknown): unknown;
}

const failed = (why: string) => validationError(`Transform AWS::Include failed with: ${why}`);

/** Is there an `Fn::Transform` below this value? */
export function hasEmbeddedTransform(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasEmbeddedTransform);
  return isObject(value) && (Object.hasOwn(value, 'Fn::Transform') || Object.values(value).some(hasEmbeddedTransform));
}

/** Replaces every embedded `Fn::Transform`. @throws ValidationError as the reason of a failed transform. */
export async function includeEmbedded(value: unknown, source: IncludeSource): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((entry) => includeEmbedded(entry, source)));
  if (!isObject(value)) return value;
  const { 'Fn::Transform': transform, ...others } = value;
  const entries = await Promise.all(
    Object.entries(others).map(async ([key, entry]) => [key, await includeEmbedded(entry, source)] as const),
  );
  const own = Object.fromEntries(entries);
  if (transform === undefined) return own;
  const fragments = await Promise.all((Array.isArray(transform) ? transform : [transform]).map((one) => fragmentOf(one, source)));
  if (entries.length === 0 && fragments.length === 1 && !isObject(fragments[0])) return fragments[0];
  return Object.assign(own, ...fragments);
}

/** `Transform: {Name: AWS::Include, Parameters: {Location: …}}`: its sections join the template's. */
export async function includeTopLevel(template: Template, transform: unknown, source: IncludeSource): Promise<Template> {
  const fragment = await fragmentOf(transform, source);
  if (!isObject(fragment)) throw failed("The specified S3 object's content should be valid Yaml/JSON");
  const merged: Record<string, unknown> = { ...template };
  for (const [section, members] of Object.entries(fragment)) {
    const present = merged[section];
    merged[section] = isObject(present) && isObject(members) ? { ...present, ...members } : members;
  }
  return merged as unknown as Template;
}

async function fragmentOf(transform: unknown, source: IncludeSource): Promise<unknown> {
  const { Name: name, Parameters: parameters } = isObject(transform) ? transform : {};
  if (typeof name !== 'string') throw validationError('Key Name of transform definition must be a string.');
  if (name !== 'AWS::Include') throw validationError(`No transform named ${name} found.`);
  const location = source.resolve(isObject(parameters) ? parameters['Location'] : undefined);
  const [, bucket, key] = (typeof location === 'string' && /^s3:\/\/([^/]+)\/(.+)$/.exec(location)) || [];
  if (bucket === undefined || key === undefined) throw failed('The location parameter is not a valid S3 uri.');
  const bytes = await source.read(bucket, key);
  if (!bytes) throw failed(`S3 bucket [${bucket}] does not exist.`);
  try {
    return parseFragment(Buffer.from(bytes).toString());
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw failed("The specified S3 object's content should be valid Yaml/JSON");
  }
}
