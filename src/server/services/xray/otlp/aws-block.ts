/**
 * A call's `aws`: which operation of which resource. From the conventions of AWS SDK instrumentations, old and new.
 *
 * Who calls it: `documents.ts`. AWS page: "Segment documents", AWS resource data. The resource's name makes the node of a call
 * (`table_name`, `bucket_name`, `queue_url`, `topic_arn`, `function_name`).
 */
import type { Aws } from '../../../../model/segment-document.ts';
import { takeText, textsOf } from './attributes.ts';
import type { Attributes } from './span.ts';

/** Member of `aws`, and the attributes that say it; the first one wins. */
const MEMBERS: readonly (readonly [string, ...string[]])[] = [
  ['account_id', 'aws.account_id'],
  ['region', 'aws.region', 'cloud.region'],
  ['request_id', 'aws.request_id', 'aws.requestId'],
  ['id_2', 'aws.extended_request_id'],
  ['queue_url', 'messaging.url', 'aws.sqs.queue.url', 'aws.queue.url', 'aws.queue_url'],
  ['topic_arn', 'aws.sns.topic.arn'],
  ['bucket_name', 'aws.s3.bucket', 'aws.bucket.name', 'aws.bucket_name'],
  ['key', 'aws.s3.key'],
  ['function_name', 'aws.lambda.function.name', 'faas.invoked_name'],
  ['stream_name', 'aws.kinesis.stream.name', 'aws.stream.name'],
  ['secret_id', 'aws.secretsmanager.secret.arn'],
  ['state_machine_arn', 'aws.step_functions.state_machine.arn'],
];
const MARK = /^(aws|cloud|messaging|faas)\./;

/** @param isCall a call of AWS's API: then its method is the operation. Undefined when nothing is said. */
export function takeAws(attributes: Attributes, isCall: boolean): Aws | undefined {
  if (!isCall && ![...attributes.keys()].some((key) => MARK.test(key))) return undefined;
  const aws: Record<string, unknown> = {};
  const operation = takeText(attributes, 'aws.operation') ?? (isCall ? methodOf(attributes) : undefined);
  if (operation !== undefined) aws['operation'] = operation;
  for (const [member, ...names] of MEMBERS) {
    if (!isCall && !names.some((name) => name.startsWith('aws.'))) continue;
    const value = takeText(attributes, ...(isCall ? names : names.filter((name) => name.startsWith('aws.'))));
    if (value !== undefined) aws[member] = value;
  }
  const tables = takeTables(attributes);
  if (tables.length === 1) aws['table_name'] = tables[0];
  else if (tables.length > 1) aws['table_names'] = tables;
  const topic = attributes.get('messaging.destination.name');
  if (isCall && aws['topic_arn'] === undefined && typeof topic === 'string' && topic.startsWith('arn:aws:sns:'))
    aws['topic_arn'] = topic;
  return Object.keys(aws).length === 0 ? undefined : aws;
}

/** `GetItem`; newer conventions write `DynamoDB/GetItem`. */
function methodOf(attributes: Attributes): string | undefined {
  const method = takeText(attributes, 'rpc.method');
  return method?.slice(method.lastIndexOf('/') + 1);
}

function takeTables(attributes: Attributes): readonly string[] {
  const names = textsOf(attributes, 'aws.dynamodb.table_names');
  attributes.delete('aws.dynamodb.table_names');
  const name = takeText(attributes, 'aws.table_name', 'aws.table.name');
  return names.length > 0 || name === undefined ? names : [name];
}
