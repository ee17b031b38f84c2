/**
 * `EventInvokeConfig`: how asynchronous invocations are retried and where their results go.
 * Who calls it: resources/function.ts. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
import { InvalidResource } from '../errors.ts';
import { inherited, mapProperty, resolveParameters, type SamResource, type Translation } from '../translation.ts';
import { defined, type Fields, isMap, ref } from '../values.ts';

const actions: Readonly<Record<string, string>> = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:publish',
  EventBridge: 'events:PutEvents',
  Lambda: 'lambda:InvokeFunction',
  S3Bucket: 's3:PutObject',
};

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
  const wanted = isMap(given['DestinationConfig']) ? given['DestinationConfig'] : {};
  for (const outcome of ['OnSuccess', 'OnFailure']) {
    const destination = wanted[outcome];
    if (!isMap(destination)) continue;
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
  if (destination['Destination'] === undefined)
    throw new InvalidResource(
      logicalId,
      `${outcome} of EventInvokeConfig has no Destination. Radiograph makes no queues or topics: name the destination's ARN.`,
    );
  return { Destination: destination['Destination'] };
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
