/**
 * A call's `aws`: which operation of which resource. From the conventions of AWS SDK instrumentations, old and new.
 *
 * Who calls it: `documents.ts`. AWS page: "Segment documents", AWS resource data. The resource's name makes the node of a call
 * (`table_name`, `bucket_name`, `queue_url`, `topic_arn`, `function_name`).
 */
import type { Aws } from '../../../../model/segment-document.ts';
import { takeText, takeWhole, textsOf } from './attributes.ts';
import type { Attributes } from './span.ts';

/** Attribute -> member of `aws`. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['aws.operation', 'operation'],
  ['aws.account_id', 'account_id'],
  ['aws.region', 'region'],
  ['aws.request_id', 'request_id'],
  ['aws.requestId', 'request_id'],
  ['aws.extended_request_id', 'id_2'],
  ['aws.sqs.queue.url', 'queue_url'],
  ['aws.queue.url', 'queue_url'],
  ['aws.queue_url', 'queue_url'],
  ['aws.table.name', 'table_name'],
  ['aws.table_name', 'table_name'],
  ['aws.sns.topic.arn', 'topic_arn'],
  ['aws.s3.bucket', 'bucket_name'],
  ['aws.bucket.name', 'bucket_name'],
  ['aws.bucket_name', 'bucket_name'],
  ['aws.s3.key', 'key'],
  ['aws.lambda.function.name', 'function_name'],
  ['aws.kinesis.stream.name', 'stream_name'],
  ['aws.secretsmanager.secret.arn', 'secret_id'],
  ['aws.step_functions.state_machine.arn', 'state_machine_arn'],
]);

/** Names of other conventions, which mean AWS's only on calls of AWS's API. */
const MEMBERS_OF_CALLS: ReadonlyMap<string, string> = new Map([
  ['cloud.region', 'region'],
  ['messaging.url', 'queue_url'],
  ['faas.invoked_name', 'function_name'],
]);

/** @param isCall a call of AWS's API: then its method is the operation. Undefined when nothing is said. */
export function takeAws(attributes: Attributes, isCall: boolean): Aws | undefined {
  const aws: Record<string, unknown> = {};
  for (const [key, value] of attributes) {
    const member = MEMBERS.get(key) ?? (isCall ? MEMBERS_OF_CALLS.get(key) : undefined);
    if (member === undefined || typeof value !== 'string') continue;
    attributes.delete(key);
    if (value !== '') aws[member] ??= value;
  }
  takeTables(attributes, aws);
  if (isCall) {
    const method = takeText(attributes, 'rpc.method');
    // Newer conventions write `DynamoDB/GetItem`.
    if (method !== undefined) aws['operation'] ??= method.slice(method.lastIndexOf('/') + 1);
    const retries = takeWhole(attributes, 'retry_attempts');
    if (retries !== undefined) aws['retries'] = retries;
    const topic = attributes.get('messaging.destination.name');
    if (typeof topic === 'string' && topic.startsWith('arn:aws:sns:')) aws['topic_arn'] ??= topic;
  }
  for (const _ in aws) return aws;
  return undefined;
}

/** The list says more than the name: one is the table, several are none that a node could be named after. */
function takeTables(attributes: Attributes, aws: Record<string, unknown>): void {
  const tables = textsOf(attributes, 'aws.dynamodb.table_names');
  if (tables.length === 0) return;
  attributes.delete('aws.dynamodb.table_names');
  delete aws['table_name'];
  if (tables.length === 1) aws['table_name'] = tables[0];
  else aws['table_names'] = tables;
}
