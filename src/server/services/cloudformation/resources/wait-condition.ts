/**
 * AWS::CloudFormation::WaitConditionHandle, a URL that signals are sent to, and AWS::CloudFormation::WaitCondition, which is made once
 * enough of them have come.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
import { randomUUID } from 'node:crypto';
import type { ResourceProvider, ResourceRequest, ResourceState } from '../../ports.ts';
import { numberOf, textOf } from '../../resource-properties.ts';
import { ResourceFailure } from '../stack/failure-reason.ts';
import type { Answers } from './answers.ts';
import { waitForAnswer } from './wait-for-answer.ts';

const path = '/_radiograph/wait-condition/';

/** Also used as a resource that does nothing, because a template needs one. @param apiUrl where clients reach this server. */
export const waitConditionHandle = (answers: Answers, apiUrl: () => string): ResourceProvider => ({
  type: 'AWS::CloudFormation::WaitConditionHandle',
  properties: [],
  createOnly: [],
  async create({ stackId, logicalId }) {
    const [arn = '', ...rest] = stackId.split('/');
    const token = randomUUID();
    answers.keep(token);
    return {
      physicalId: `${apiUrl()}${path}${[encodeURIComponent(arn), ...rest, logicalId].join('/')}?token=${token}`,
      attributes: {},
    };
  },
  update: async (_request, { physicalId }) => ({ physicalId, attributes: {} }),
  async delete(_request, physicalId) {
    answers.forget(tokenOf(physicalId) ?? '');
  },
});

/** For SignalResource. */
export const waitConditionToken = (stackId: string, logicalId: string): string => `${stackId}/${logicalId}`;

export const waitCondition = (answers: Answers): ResourceProvider => ({
  type: 'AWS::CloudFormation::WaitCondition',
  properties: ['Handle', 'Timeout', 'Count'],
  createOnly: [],
  create: (request) => signalled(answers, request),
  update: async () => {
    throw new ResourceFailure('Update to resource type AWS::CloudFormation::WaitCondition is not supported.');
  },
  delete: async () => undefined,
});

async function signalled(answers: Answers, request: ResourceRequest): Promise<ResourceState> {
  const { properties, stackId, logicalId, signal } = request;
  const handle = textOf(properties['Handle']) ?? '';
  const seconds = numberOf('Timeout', properties['Timeout']) ?? Number.NaN;
  const count = numberOf('Count', properties['Count']) ?? 1;
  const token = tokenOf(handle);
  if (token === undefined) throw new ResourceFailure(`Invalid value ${handle} for property Handle.`);
  if (!(seconds >= 0 && seconds <= 43_200))
    throw new ResourceFailure('Property Timeout must be a number of seconds from 0 to 43200.');
  const data: Record<string, string> = {};
  await waitForAnswer<void>(
    {
      ...{ milliseconds: seconds * 1000, signal },
      late: () =>
        new ResourceFailure(`WaitCondition timed out. Received ${Object.keys(data).length} conditions when expecting ${count}`),
    },
    (resolve, reject) => {
      const take = (message: Readonly<Record<string, unknown>>): void => {
        const uniqueId = textOf(message['UniqueId']) ?? randomUUID();
        if (message['Status'] !== 'SUCCESS') {
          const reason = textOf(message['Reason']) ?? '';
          reject(new ResourceFailure(`WaitCondition received failed message: '${reason}' for uniqueId: ${uniqueId}`));
          return;
        }
        data[uniqueId] ??= textOf(message['Data']) ?? '';
        if (Object.keys(data).length >= count) resolve();
      };
      const ends = [answers.listen(token, take), answers.listen(waitConditionToken(stackId, logicalId), take)];
      if (count <= 0) resolve();
      return () => {
        for (const end of ends) end();
      };
    },
  );
  const { pathname } = new URL(handle);
  return { physicalId: decodeURIComponent(pathname.slice(path.length)), attributes: { Data: JSON.stringify(data) } };
}

const tokenOf = (handle: string): string | undefined =>
  URL.canParse(handle) ? (new URL(handle).searchParams.get('token') ?? undefined) : undefined;
