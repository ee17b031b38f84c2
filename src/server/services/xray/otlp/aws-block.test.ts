import { describe, expect, it } from 'vitest';
import { callWith, convertOne, spanWith } from './span.fixture.ts';

const awsCall = (attributes: Parameters<typeof callWith>[0]) => convertOne(callWith({ 'rpc.system': 'aws-api', ...attributes }));

describe("a call of AWS's API", () => {
  it('has its operation, region and request', () => {
    const document = awsCall({
      'rpc.service': 'S3',
      'rpc.method': 'GetObject',
      'cloud.region': 'eu-west-1',
      'aws.request_id': 'R1',
      'aws.extended_request_id': 'R2',
      'aws.s3.bucket': 'orders',
      'aws.s3.key': 'a/b',
    });
    expect(document).toMatchObject({
      name: 'S3',
      namespace: 'aws',
      aws: { operation: 'GetObject', region: 'eu-west-1', request_id: 'R1', id_2: 'R2', bucket_name: 'orders', key: 'a/b' },
    });
    expect(document['metadata']).toEqual({
      default: { 'rpc.system': 'aws-api', 'rpc.service': 'S3' },
      otel: { kind: 'CLIENT', name: 'call' },
    });
  });

  it.each([
    ['one table', { 'aws.dynamodb.table_names': ['orders'], 'aws.table.name': 'other' }, { table_name: 'orders' }],
    ['a table as text', { 'aws.dynamodb.table_names': 'orders' }, { table_name: 'orders' }],
    ['several tables', { 'aws.dynamodb.table_names': ['a', 'b'] }, { table_names: ['a', 'b'] }],
    ['a table by its older name', { 'aws.table_name': 'orders' }, { table_name: 'orders' }],
    ['a queue', { 'messaging.url': 'http://q' }, { queue_url: 'http://q' }],
    ['a queue by its older name', { 'aws.queue_url': 'http://q' }, { queue_url: 'http://q' }],
    ['a topic', { 'messaging.destination.name': 'arn:aws:sns:eu-west-1:1:t' }, { topic_arn: 'arn:aws:sns:eu-west-1:1:t' }],
    ['a function', { 'faas.invoked_name': 'f' }, { function_name: 'f' }],
    ['how often it was tried again', { retry_attempts: 2 }, { retries: 2 }],
    ['another account', { 'aws.account_id': '111111111111' }, { account_id: '111111111111' }],
    ['its operation, which wins over the method', { 'aws.operation': 'Put', 'rpc.method': 'X/Get' }, { operation: 'Put' }],
    ["the newer conventions' method", { 'rpc.method': 'DynamoDB/GetItem' }, { operation: 'GetItem' }],
  ])('names %s', (_what, attributes, aws) => {
    expect(awsCall(attributes as unknown as Record<string, string>)['aws']).toEqual(aws);
  });

  it('is not what calls some other method or queue', () => {
    const document = convertOne(callWith({ 'rpc.system': 'grpc', 'rpc.method': 'Get', 'messaging.url': 'amqp://q' }));
    expect(document).not.toHaveProperty('aws');
    expect(document['metadata']).toMatchObject({ default: { 'rpc.method': 'Get', 'messaging.url': 'amqp://q' } });
  });

  it('may be told of another kind of span', () => {
    expect(convertOne(spanWith({ attributes: { 'aws.request_id': 'R1' } }))).toMatchObject({ aws: { request_id: 'R1' } });
  });
});
