/** AWS::IAM::Role. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
import type { Role } from '@aws-sdk/client-iam';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import {
  type Ask,
  listOf,
  mapOf,
  numberOf,
  physicalName,
  tagPairs,
  tagsOf,
  textOf,
  textsOf,
  unlessGone,
} from '../../resource-properties.ts';

export function roleResource(ask: Ask): ResourceProvider {
  const state = (role: Role | undefined): ResourceState => ({
    physicalId: role?.RoleName ?? '',
    attributes: { Arn: role?.Arn, RoleId: role?.RoleId },
  });

  async function putPolicies(
    request: ResourceRequest,
    RoleName: string,
    before: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { properties } = request;
    const inline = inlinePolicies(properties);
    for (const [PolicyName, PolicyDocument] of inline)
      await ask(request, 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
    for (const PolicyName of inlinePolicies(before).keys()) {
      if (!inline.has(PolicyName)) await unlessGone(ask(request, 'DeleteRolePolicy', { RoleName, PolicyName }));
    }
    const attached = textsOf('ManagedPolicyArns', properties['ManagedPolicyArns']);
    for (const PolicyArn of attached) await ask(request, 'AttachRolePolicy', { RoleName, PolicyArn });
    for (const PolicyArn of textsOf('ManagedPolicyArns', before['ManagedPolicyArns'])) {
      if (!attached.includes(PolicyArn)) await unlessGone(ask(request, 'DetachRolePolicy', { RoleName, PolicyArn }));
    }
  }

  async function remove(request: ResourceRequest, RoleName: string): Promise<void> {
    const { AttachedPolicies = [] } = await ask<{ AttachedPolicies?: { PolicyArn?: string }[] }>(
      request,
      'ListAttachedRolePolicies',
      { RoleName },
    );
    for (const { PolicyArn } of AttachedPolicies) await ask(request, 'DetachRolePolicy', { RoleName, PolicyArn });
    const { PolicyNames = [] } = await ask<{ PolicyNames?: string[] }>(request, 'ListRolePolicies', { RoleName });
    // Those of the template only: a policy that somebody else put there keeps the role, as on AWS.
    const own = inlinePolicies(request.properties);
    for (const PolicyName of PolicyNames)
      if (own.has(PolicyName)) await ask(request, 'DeleteRolePolicy', { RoleName, PolicyName });
    await ask(request, 'DeleteRole', { RoleName });
  }

  return {
    type: 'AWS::IAM::Role',
    properties: [
      ...['RoleName', 'AssumeRolePolicyDocument', 'Path', 'Description', 'MaxSessionDuration', 'PermissionsBoundary'],
      ...['ManagedPolicyArns', 'Policies', 'Tags'],
    ],
    createOnly: ['RoleName', 'Path'],
    required: ['AssumeRolePolicyDocument'],
    async create(request) {
      const { properties } = request;
      const RoleName = textOf(properties['RoleName']) ?? physicalName(request, 64);
      const { Role } = await ask<{ Role?: Role }>(request, 'CreateRole', {
        RoleName,
        AssumeRolePolicyDocument: textOf(properties['AssumeRolePolicyDocument']),
        Path: textOf(properties['Path']),
        Description: textOf(properties['Description']),
        MaxSessionDuration: numberOf('MaxSessionDuration', properties['MaxSessionDuration']),
        PermissionsBoundary: textOf(properties['PermissionsBoundary']),
        Tags: tagPairs(tagsOf(request)),
      });
      try {
        await putPolicies(request, RoleName, {});
      } catch (cause) {
        await remove(request, RoleName);
        throw cause;
      }
      return state(Role);
    },
    async update(request, { physicalId: RoleName, properties: before }) {
      const { properties } = request;
      await ask(request, 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument: textOf(properties['AssumeRolePolicyDocument']) });
      await ask(request, 'UpdateRole', {
        RoleName,
        Description: textOf(properties['Description']) ?? '',
        MaxSessionDuration: numberOf('MaxSessionDuration', properties['MaxSessionDuration']) ?? 3600,
      });
      const boundary = textOf(properties['PermissionsBoundary']);
      if (boundary !== undefined) await ask(request, 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: boundary });
      else if (before['PermissionsBoundary'] !== undefined) await ask(request, 'DeleteRolePermissionsBoundary', { RoleName });
      await putPolicies(request, RoleName, before);
      const tags = tagsOf(request);
      const { Tags = [] } = await ask<{ Tags?: { Key?: string }[] }>(request, 'ListRoleTags', { RoleName });
      const TagKeys = Tags.map(({ Key }) => Key ?? '').filter((key) => !Object.hasOwn(tags, key));
      if (TagKeys.length > 0) await ask(request, 'UntagRole', { RoleName, TagKeys });
      if (Object.keys(tags).length > 0) await ask(request, 'TagRole', { RoleName, Tags: tagPairs(tags) });
      const { Role } = await ask<{ Role?: Role }>(request, 'GetRole', { RoleName });
      return state(Role);
    },
    delete: (request, physicalId) => unlessGone(remove(request, physicalId)),
  };
}

/** `Policies` by name, as JSON. */
function inlinePolicies(properties: Readonly<Record<string, unknown>>): Map<string, string> {
  const policies = listOf('Policies', properties['Policies']).map((policy) => mapOf('Policies', policy));
  return new Map(policies.map((policy) => [textOf(policy['PolicyName']) ?? '', textOf(policy['PolicyDocument']) ?? '']));
}
