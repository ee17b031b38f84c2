/**
 * AWS::CloudFormation::CustomResource and Custom::…: a function of the user's makes the resource and answers at a URL of ours.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
 */
import { randomUUID } from 'node:crypto';
import type { FunctionInvoker, ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { physicalName } from '../../resource-properties.ts';
import { ResourceFailure } from '../stack/failure-reason.ts';
import { text } from '../template/intrinsics.ts';
import { isObject } from '../template/template.ts';
import type { Answers } from './answers.ts';
import { waitForAnswer } from './wait-for-answer.ts';

export interface CustomResourceDeps {
  readonly invoker: FunctionInvoker;
  readonly answers: Answers;
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
    // Whatever the function has made by then is to be deleted by the rollback, under an id that CloudFormation makes up.
    const madeUp = kind === 'Create' ? physicalName(resource, 128) : undefined;
    const answer = waitForAnswer<Readonly<Record<string, unknown>>>(
      {
        milliseconds: secondsOf(resource.properties['ServiceTimeout']) * 1000,
        signal: resource.signal,
        late: () =>
          new ResourceFailure(
            `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
            madeUp,
          ),
      },
      (resolve) => deps.answers.listen(token, resolve),
    ).catch((cause: unknown) => {
      // Cancelled, because another resource has failed.
      throw cause instanceof ResourceFailure && madeUp ? new ResourceFailure(cause.message, madeUp) : cause;
    });
    // Its own rejection is waited for below; the invocation may fail first.
    answer.catch(() => undefined);
    await deps.invoker.invoke({
      tenant: resource.tenant,
      functionName: serviceToken,
      invocationType: 'Event',
      payload: new TextEncoder().encode(JSON.stringify(event)),
      requestId,
    });
    return stateOf(await answer, requestId, more.PhysicalResourceId, madeUp);
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

/** @throws ResourceFailure, with the id under which the resource has to be deleted. */
function stateOf(
  answer: Readonly<Record<string, unknown>>,
  requestId: string,
  before: string | undefined,
  madeUp: string | undefined,
): ResourceState {
  const { Status, Reason, PhysicalResourceId, Data, isTooLong } = answer;
  const physicalId = text(PhysicalResourceId) || before;
  if (isTooLong) throw new ResourceFailure('Response object is too long.', madeUp);
  if (Status === 'FAILED')
    throw new ResourceFailure(
      `Received response status [FAILED] from custom resource. Message returned: ${text(Reason)} (RequestId: ${requestId})`,
      before === undefined ? physicalId || madeUp : undefined,
    );
  if (Status !== 'SUCCESS') throw new ResourceFailure('Invalid response: the Status must be SUCCESS or FAILED.', madeUp);
  if (!physicalId) throw new ResourceFailure('Invalid PhysicalResourceId', madeUp);
  return { physicalId, attributes: isObject(Data) ? flat(Data) : {} };
}

function secondsOf(timeout: unknown): number {
  const seconds = Number(timeout ?? longest);
  if (!(seconds >= 1 && seconds <= longest))
    throw new ResourceFailure(`ServiceTimeout must be a number of seconds from 1 to ${longest}.`);
  return seconds;
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
