/**
 * `EventInvokeConfig`: how asynchronous invocations are retried and where their results go.
 * Who calls it: resources/function.ts. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import { InvalidResource } from '../errors.ts';
import { expectMap } from '../expect.ts';
import { inherited, mapProperty, resolveParameters, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields, isMap, ref, refOf } from '../values.ts';

const actions: Readonly<Record<string, string>> = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:publish',
  EventBridge: 'events:PutEvents',
  Lambda: 'lambda:InvokeFunction',
  S3Bucket: 's3:PutObject',
};

/** Destinations that AWS makes when none is named. */
const made = ['SQS', 'SNS'];

export interface EventInvoke {
  readonly config: Fields;
  readonly attributes: Fields;
  /** What the function's role needs to reach the destinations. */
  readonly policies: readonly Fields[];
}

export function eventInvokeConfig(
  translation: Translation,
  resource: SamResource,
  aliasId: string | undefined,
  aliasName: string | undefined,
): EventInvoke | undefined {
  const { logicalId } = resource;
  const declared = mapProperty(resource, 'EventInvokeConfig');
  if (!declared) return undefined;
  const given = resolveParameters(translation, declared) as Fields;
  const policies: Fields[] = [];
  const destinations: Fields = {};
  const path = 'EventInvokeConfig.DestinationConfig';
  const wanted = given['DestinationConfig'] ? expectMap(logicalId, path, given['DestinationConfig']) : {};
  for (const outcome of ['OnSuccess', 'OnFailure']) {
    if (wanted[outcome] === undefined || wanted[outcome] === null) continue;
    const destination = expectMap(logicalId, `${path}.${outcome}`, wanted[outcome]);
    destinations[outcome] = destinationOf(logicalId, outcome, destination);
    policies.push(policyFor(logicalId, outcome, destination));
  }
  const config = defined({
    DestinationConfig: destinations,
    FunctionName: ref(logicalId),
    MaximumEventAgeInSeconds: given['MaximumEventAgeInSeconds'],
    MaximumRetryAttempts: given['MaximumRetryAttempts'],
    Qualifier: aliasName ?? '$LATEST',
  });
  return { config, attributes: { ...(aliasId ? { DependsOn: [aliasId] } : {}), ...inherited(resource) }, policies };
}

/** AWS makes a queue or topic when no Destination is given; there are none here, so it has to be named. */
function destinationOf(logicalId: string, outcome: string, destination: Fields): Fields {
  const type = String(destination['Type'] ?? 'None');
  if (!Object.hasOwn(actions, type))
    throw new InvalidResource(logicalId, `'Type: ${type}' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']`);
  const { Destination } = destination;
  const branches = isMap(Destination) ? Destination['Fn::If'] : undefined;
  if (Array.isArray(branches) && branches.length !== 3)
    throw new InvalidResource(`${logicalId}EventInvokeConfig`, "Malformed 'Destination' property: Fn::If requires 3 arguments.");
  const isMissing = (value: unknown): boolean => value === undefined || value === null || refOf(value) === 'AWS::NoValue';
  if (!isMissing(Destination) && !(Array.isArray(branches) && branches.slice(1).some(isMissing))) return { Destination };
  if (!made.includes(type)) throw new InvalidResource(logicalId, "Destination is required if Type is not ['SQS', 'SNS']");
  throw new InvalidResource(
    logicalId,
    `${outcome} of EventInvokeConfig has no Destination. Radiograph makes no queues or topics: name the destination's ARN.`,
  );
}

function policyFor(logicalId: string, outcome: string, destination: Fields): Fields {
  const type = String(destination['Type']);
  const arn = destination['Destination'];
  if (type === 'S3Bucket')
    return {
      PolicyName: `${logicalId}EventInvokeConfig${outcome}S3Policy`,
      PolicyDocument: {
        Statement: [
          { Action: actions[type], Effect: 'Allow', Resource: { 'Fn::Join': ['/', [arn, '*']] } },
          { Action: 's3:ListBucket', Effect: 'Allow', Resource: arn },
        ],
      },
    };
  return {
    PolicyName: `${logicalId}EventInvokeConfig${outcome}${type}Policy`,
    PolicyDocument: { Statement: [{ Action: actions[type], Effect: 'Allow', Resource: arn }] },
  };
}
