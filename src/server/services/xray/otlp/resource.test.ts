import { describe, expect, it } from 'vitest';
import { describeResource } from './resource.ts';
import { attributesOf } from './span.fixture.ts';

const describeAll = (values: Parameters<typeof attributesOf>[0]) => describeResource(attributesOf(values));

describe('what a process says of itself', () => {
  it.each([
    ['aws_ec2', {}, 'AWS::EC2::Instance'],
    ['aws_ecs', {}, 'AWS::ECS::Container'],
    ['aws_ecs', { 'aws.ecs.launchtype': 'fargate' }, 'AWS::ECS::Fargate'],
    ['aws_ecs', { 'aws.ecs.launchtype': 'EC2' }, 'AWS::ECS::EC2'],
    ['aws_eks', {}, 'AWS::EKS::Container'],
    ['aws_elastic_beanstalk', {}, 'AWS::ElasticBeanstalk::Environment'],
    ['aws_app_runner', {}, 'AWS::AppRunner::Service'],
    ['aws_lambda', {}, undefined],
    ['constructor', {}, undefined],
  ])('gives its origin: %s %j', (platform, more, origin) => {
    expect(describeAll({ 'cloud.provider': 'aws', 'cloud.platform': platform, ...more }).origin).toBe(origin);
  });

  it('says nothing of AWS elsewhere', () => {
    const { aws, origin } = describeAll({ 'cloud.provider': 'gcp', 'cloud.platform': 'aws_ec2', 'host.id': 'i-1' });
    expect({ aws, origin }).toEqual({ aws: undefined, origin: undefined });
  });

  it('tells the instance, the container and the pod', () => {
    const container = {
      'container.name': 'c',
      'container.id': 'cid',
      'aws.ecs.task.arn': 'arn:task',
      'aws.ecs.launchtype': 'fargate',
    };
    expect(describeAll({ 'cloud.platform': 'aws_ecs', 'cloud.availability_zone': 'eu-west-1a', ...container }).aws).toEqual({
      ecs: { container: 'c', container_id: 'cid', availability_zone: 'eu-west-1a', task_arn: 'arn:task', launch_type: 'fargate' },
    });
    expect(
      describeAll({ 'host.id': 'i-1', 'host.type': 't3.micro', 'host.image.id': 'ami-1', 'cloud.account.id': '111111111111' })
        .aws,
    ).toEqual({
      account_id: '111111111111',
      ec2: { instance_id: 'i-1', instance_size: 't3.micro', ami_id: 'ami-1' },
    });
    expect(describeAll({ 'k8s.cluster.name': 'k', 'k8s.pod.name': 'p' }).aws).toEqual({ eks: { cluster_name: 'k', pod: 'p' } });
    expect(
      describeAll({
        'cloud.platform': 'aws_elastic_beanstalk',
        'service.namespace': 'env',
        'service.instance.id': '23',
        'service.version': 'v1',
      }).aws,
    ).toEqual({ elastic_beanstalk: { environment_name: 'env', version_label: 'v1', deployment_id: 23 } });
  });

  it('tells its logs, by name or ARN, joined by & where lists cannot be written', () => {
    expect(describeAll({ 'aws.log.group.names': 'a&b' }).aws).toEqual({
      cloudwatch_logs: [{ log_group: 'a' }, { log_group: 'b' }],
    });
    const arn = 'arn:aws:logs:eu-west-1:111111111111:log-group:/a:*';
    expect(describeAll({ 'aws.log.group.names': ['x'], 'aws.log.group.arns': [arn] }).aws).toEqual({
      cloudwatch_logs: [{ log_group: '/a', arn }],
    });
  });

  it('tells its SDK and version', () => {
    const sdk = { 'telemetry.sdk.name': 'opentelemetry', 'telemetry.sdk.language': 'python', 'telemetry.sdk.version': '1.44.0' };
    expect(describeAll({ ...sdk, 'telemetry.auto.version': '0.21' })).toMatchObject({
      language: 'python',
      aws: { xray: { sdk: 'opentelemetry for python', sdk_version: '1.44.0', auto_instrumentation: true } },
    });
    expect(describeAll({ 'service.version': '1', 'container.image.tag': '2' }).service).toEqual({ version: '1' });
    expect(describeAll({ 'container.image.tags': ['3', '4'] }).service).toEqual({ version: '3' });
    expect(describeAll({}).service).toBeUndefined();
  });
});
