/** AWS::IAM::Policy: one inline policy on roles and users. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
import { AwsError } from '../../../wire/aws-error.ts';
import type { ResourceProvider, ResourceRequest } from '../../ports.ts';
import { type Ask, physicalName, textOf, textsOf, unlessGone } from '../../resource-properties.ts';

type Properties = ResourceRequest['properties'];

export function policyResource(ask: Ask): ResourceProvider {
  async function put(request: ResourceRequest): Promise<void> {
    const { properties } = request;
    if (properties['Groups'] !== undefined)
      throw new AwsError('ValidationError', 'IAM groups are not built here: attach the policy to roles or users.');
    if (holders(properties).length === 0) {
      throw new AwsError('ValidationError', 'At least one of [Groups,Roles,Users] must be non-empty.');
    }
    const policy = { PolicyName: textOf(properties['PolicyName']), PolicyDocument: textOf(properties['PolicyDocument']) };
    for (const { kind, name } of holders(properties))
      await ask(request, `Put${kind}Policy`, { [`${kind}Name`]: name, ...policy });
  }

  async function remove(request: ResourceRequest, from: Properties, keep: Properties = {}): Promise<void> {
    const kept = from['PolicyName'] === keep['PolicyName'] ? holders(keep) : [];
    for (const { kind, name } of holders(from)) {
      if (kept.some((one) => one.kind === kind && one.name === name)) continue;
      await unlessGone(ask(request, `Delete${kind}Policy`, { [`${kind}Name`]: name, PolicyName: textOf(from['PolicyName']) }));
    }
  }

  return {
    type: 'AWS::IAM::Policy',
    properties: ['PolicyName', 'PolicyDocument', 'Roles', 'Users', 'Groups'],
    createOnly: [],
    required: ['PolicyDocument', 'PolicyName'],
    async create(request) {
      await put(request);
      const physicalId = physicalName(request, 64);
      return { physicalId, attributes: { Id: physicalId } };
    },
    async update(request, { physicalId, properties }) {
      await put(request);
      await remove(request, properties, request.properties);
      return { physicalId, attributes: { Id: physicalId } };
    },
    delete: (request) => remove(request, request.properties),
  };
}

/** Roles and users that the policy is put on. */
export function holders(properties: Properties): { readonly kind: 'Role' | 'User'; readonly name: string }[] {
  return [
    ...textsOf('Roles', properties['Roles']).map((name) => ({ kind: 'Role' as const, name })),
    ...textsOf('Users', properties['Users']).map((name) => ({ kind: 'User' as const, name })),
  ];
}
