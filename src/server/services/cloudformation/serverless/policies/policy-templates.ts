/**
 * SAM's policy templates: `S3ReadPolicy: {BucketName: …}`. Who calls it: policies.ts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
 */
import { InvalidResource } from '../errors.ts';
import { type Fields, isMap } from '../values.ts';
import { policyTemplates } from './policy-templates.gen.ts';

/** One key that is a template's name. */
export function isPolicyTemplate(policy: Fields): boolean {
  const [name, second] = Object.keys(policy);
  return name !== undefined && second === undefined && Object.hasOwn(policyTemplates, name);
}

/** @returns the policy document. @throws InvalidResource when a parameter has no value; surplus ones are ignored, as AWS does. */
export function fillPolicyTemplate(logicalId: string, policy: Fields): Fields {
  const [name = '', given] = Object.entries(policy)[0] ?? [];
  const template = policyTemplates[name];
  if (!template || !isMap(given))
    throw new InvalidResource(logicalId, `Must specify valid parameter values for policy template '${name}'`);
  const missing = template.parameters.filter((parameter) => !(parameter in given));
  if (missing.length > 0)
    throw new InvalidResource(
      logicalId,
      `Following required parameters of template '${name}' don't have values: [${missing.map((each) => `'${each}'`).join(', ')}]`,
    );
  return { Statement: filled(template.statement, given) };
}

function filled(value: unknown, given: Fields): unknown {
  if (Array.isArray(value)) return value.map((member) => filled(member, given));
  if (!isMap(value)) return value;
  if (typeof value['Parameter'] === 'string') return given[value['Parameter']];
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member, given)]));
}
