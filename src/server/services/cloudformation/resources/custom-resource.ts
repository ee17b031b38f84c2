/**
 * AWS::CloudFormation::CustomResource and Custom::…: a function of the user's makes the resource and answers at a URL of ours.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
 */
import { randomUUID } from 'node:crypto';
import type { FunctionInvoker, ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { ResourceFailure } from '../stack/failure-reason.ts';
import { text } from '../template/intrinsics.ts';
import { isObject } from '../template/template.ts';
import type { CustomResourceAnswers } from './custom-resource-answers.ts';

export interface CustomResourceDeps {
  readonly invoker: FunctionInvoker;
  readonly answers: CustomResourceAnswers;
  readonly responseUrl: (token: string) => string;
}

/** An answer is waited for this long unless ServiceTimeout says otherwise, in seconds. */
const longest = 3600;

/** @param type as the template names it: the function is told. */
export function customResource(type: string, deps: CustomResourceDeps): ResourceProvider {
  async function request(
    kind: 'Create' | 'Update' | 'Delete',
    resource: ResourceRequest,
    more: { readonly PhysicalResourceId?: string; readonly OldResourceProperties?: unknown },
  ): Promise<ResourceState> {
    const serviceToken = text(resource.properties['ServiceToken']);
    if (!/^arn:aws[a-z-]*:lambda:/.test(serviceToken)) {
      throw new ResourceFailure(`Invalid service token ${serviceToken}: Radiograph calls Lambda functions only.`);
    }
    const requestId = randomUUID();
    const token = randomUUID();
    const event = {
      RequestType: kind,
      ServiceToken: serviceToken,
      ResponseURL: deps.responseUrl(token),
      StackId: resource.stackId,
      RequestId: requestId,
      LogicalResourceId: resource.logicalId,
      ResourceType: type,
      ...more,
      ResourceProperties: asTexts(resource.properties),
    };
    const seconds = Number(resource.properties['ServiceTimeout'] ?? longest);
    const answer = deps.answers.expect(token, Math.min(seconds, longest) * 1000, resource.signal);
    // Its own rejection is waited for below; the invocation may fail first.
    answer.catch(() => undefined);
    try {
      await deps.invoker.invoke({
        tenant: resource.tenant,
        functionName: serviceToken,
        invocationType: 'Event',
        payload: new TextEncoder().encode(JSON.stringify(event)),
        requestId,
      });
    } catch (cause) {
      deps.answers.forget(token);
      throw cause;
    }
    const { Status, Reason, PhysicalResourceId, Data } = await answer;
    if (Status !== 'SUCCESS') {
      throw new ResourceFailure(
        `Received response status [FAILED] from custom resource. Message returned: ${text(Reason)} (RequestId: ${requestId})`,
      );
    }
    const physicalId = text(PhysicalResourceId) || more.PhysicalResourceId;
    if (!physicalId) throw new ResourceFailure('Invalid PhysicalResourceId');
    return { physicalId, attributes: isObject(Data) ? flat(Data) : {} };
  }

  return {
    type,
    properties: ['*'],
    createOnly: ['ServiceToken'],
    create: (resource) => request('Create', resource, {}),
    update: (resource, { physicalId, properties }) =>
      request('Update', resource, { PhysicalResourceId: physicalId, OldResourceProperties: asTexts(properties) }),
    async delete(resource, physicalId) {
      await request('Delete', resource, { PhysicalResourceId: physicalId });
    },
  };
}

/** Every number and boolean is sent as text. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asTexts(entry)]));
  return text(value);
}

/** `Data.A.B` is what `Fn::GetAtt` calls `A.B`. */
function flat(data: Record<string, unknown>, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => [
      [`${prefix}${key}`, value],
      ...(isObject(value) ? Object.entries(flat(value, `${prefix}${key}.`)) : []),
    ]),
  );
}
