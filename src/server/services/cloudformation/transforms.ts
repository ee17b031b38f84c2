/**
 * Runs a template's transforms: first the embedded ones, then those that the template lists, in their order.
 *
 * Who calls it: prepare-content.ts. What they throw is the reason of a failed change set or of a rolled back stack, not an answer.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
 */
import type { Tenant } from '../ports.ts';
import type { Engine } from './engine.ts';
import { validationError } from './errors.ts';
import { SamTransformError } from './serverless/errors.ts';
import { transformServerless } from './serverless/transform.ts';
import { hasEmbeddedTransform, type IncludeSource, includeEmbedded, includeTopLevel } from './template/include.ts';
import { type Evaluation, partitionOf, resolve } from './template/intrinsics.ts';
import { expandLanguage } from './template/language-extensions.ts';
import { languageExtensions, serverless, type Template, transformListOf, transformsOf } from './template/template.ts';

/** Does the template change before it is deployed? */
export const hasTransforms = (template: Template): boolean => transformsOf(template).length > 0 || hasEmbeddedTransform(template);

/** @throws ValidationError with the words of the transform. */
export async function transformed(engine: Engine, tenant: Tenant, declared: Template, evaluation: Evaluation): Promise<Template> {
  const source: IncludeSource = {
    read: (bucket, key) => engine.readObject(tenant, bucket, key),
    resolve: (location) => resolve(location, evaluation),
  };
  const { Transform: list, ...rest } = declared;
  let template: Template = {
    ...((hasEmbeddedTransform(rest) ? await includeEmbedded(rest, source) : rest) as Template),
    Transform: list,
  };
  for (const transform of transformListOf(declared)) {
    const name = typeof transform === 'string' ? transform : transform.Name;
    if (name === languageExtensions) template = expandLanguage(template, evaluation);
    else if (name === serverless) template = fromServerless(tenant, template, evaluation.parameters);
    else if (name === 'AWS::Include') template = await includeTopLevel(template, transform, source);
    else throw validationError(`No transform named ${name.startsWith('AWS::') ? '' : `${tenant.account}::`}${name} found.`);
  }
  const { Transform: _done, ...processed } = template;
  return processed;
}

function fromServerless(tenant: Tenant, template: Template, parameters: Evaluation['parameters']): Template {
  const { region } = tenant;
  try {
    const context = { region, partition: partitionOf(region) };
    return transformServerless(template as unknown as Record<string, unknown>, parameters, context) as unknown as Template;
  } catch (cause) {
    if (!(cause instanceof SamTransformError)) throw cause;
    throw validationError(`Transform ${serverless} failed with: ${cause.message}`);
  }
}
