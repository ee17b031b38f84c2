/**
 * What a process says of itself, made once for all its spans: the name of its service, where it runs, its version, its metadata.
 *
 * Who calls it: `documents.ts`. AWS page: "Segment documents" (aws, service, origin); the mapping is that of OpenTelemetry's X-Ray
 * exporter. Conventions: opentelemetry.io/docs/specs/semconv/resource.
 */
import type { Aws, JsonValue } from '../../../../model/segment-document.ts';
import { textOf, textsOf } from './attributes.ts';
import type { Attributes } from './span.ts';

export interface Resource {
  /** Undefined: the process does not say. */
  readonly serviceName: string | undefined;
  /** `python`, `nodejs`: how stack traces are written. */
  readonly language: string | undefined;
  readonly origin: string | undefined;
  /** Of segments. */
  readonly aws: Aws | undefined;
  readonly service: { readonly version: string } | undefined;
  /** `otel.resource.…`, by key. */
  readonly attributes: ReadonlyMap<string, JsonValue>;
}

const ORIGINS: Readonly<Record<string, string>> = {
  aws_app_runner: 'AWS::AppRunner::Service',
  aws_apprunner: 'AWS::AppRunner::Service',
  aws_eks: 'AWS::EKS::Container',
  aws_elastic_beanstalk: 'AWS::ElasticBeanstalk::Environment',
  aws_ecs: 'AWS::ECS::Container',
  aws_ec2: 'AWS::EC2::Instance',
};

export function describeResource(attributes: Attributes): Resource {
  const version = textOf(attributes, 'service.version', 'container.image.tag') ?? textsOf(attributes, 'container.image.tags')[0];
  const outside = textOf(attributes, 'cloud.provider') ?? 'aws';
  return {
    serviceName: textOf(attributes, 'service.name'),
    language: textOf(attributes, 'telemetry.sdk.language'),
    origin: outside === 'aws' ? originOf(attributes) : undefined,
    aws: outside === 'aws' ? awsOf(attributes) : undefined,
    service: version === undefined ? undefined : { version },
    attributes: new Map([...attributes].map(([key, value]) => [`otel.resource.${key}`, value])),
  };
}

function originOf(attributes: Attributes): string | undefined {
  const platform = textOf(attributes, 'cloud.platform') ?? '';
  if (platform === 'aws_ecs') {
    const launched = textOf(attributes, 'aws.ecs.launchtype')?.toLowerCase();
    if (launched === 'ec2') return 'AWS::ECS::EC2';
    if (launched === 'fargate') return 'AWS::ECS::Fargate';
  }
  return Object.hasOwn(ORIGINS, platform) ? ORIGINS[platform] : undefined;
}

function awsOf(attributes: Attributes): Aws | undefined {
  const from = (...keys: string[]): string | undefined => textOf(attributes, ...keys);
  const platform = from('cloud.platform');
  const zone = from('cloud.availability_zone');
  const sdk = from('telemetry.sdk.name');
  const language = from('telemetry.sdk.language');
  const automatic = from('telemetry.distro.version', 'telemetry.auto.version') !== undefined;
  const aws = stated({
    account_id: from('cloud.account.id'),
    ec2:
      platform === 'aws_ec2' || from('host.id') !== undefined
        ? stated({
            instance_id: from('host.id'),
            availability_zone: zone,
            instance_size: from('host.type'),
            ami_id: from('host.image.id'),
          })
        : undefined,
    ecs:
      platform === 'aws_ecs'
        ? stated({
            container: from('container.name'),
            container_id: from('container.id'),
            availability_zone: zone,
            container_arn: from('aws.ecs.container.arn'),
            cluster_arn: from('aws.ecs.cluster.arn'),
            task_arn: from('aws.ecs.task.arn'),
            task_family: from('aws.ecs.task.family'),
            launch_type: from('aws.ecs.launchtype'),
          })
        : undefined,
    eks:
      platform === 'aws_eks' || from('k8s.cluster.name') !== undefined
        ? stated({ cluster_name: from('k8s.cluster.name'), pod: from('k8s.pod.name'), container_id: from('container.id') })
        : undefined,
    elastic_beanstalk: platform === 'aws_elastic_beanstalk' ? beanstalk(attributes) : undefined,
    cloudwatch_logs: logGroups(attributes),
    xray:
      sdk === undefined
        ? undefined
        : stated({
            sdk: language === undefined ? sdk : `${sdk} for ${language}`,
            sdk_version: from('telemetry.sdk.version'),
            auto_instrumentation: automatic,
          }),
  });
  return aws as Aws | undefined;
}

function beanstalk(attributes: Attributes): object | undefined {
  const deployment = textOf(attributes, 'service.instance.id');
  if (deployment === undefined) return undefined;
  return stated({
    environment_name: textOf(attributes, 'service.namespace'),
    version_label: textOf(attributes, 'service.version'),
    deployment_id: /^\d{1,15}$/.test(deployment) ? Number(deployment) : 0,
  });
}

/** OTEL_RESOURCE_ATTRIBUTES holds no lists: there the names are joined by `&`. */
function logGroups(attributes: Attributes): readonly object[] | undefined {
  const listed = (key: string): string[] =>
    textsOf(attributes, key)
      .flatMap((text) => text.split('&'))
      .filter((text) => text !== '');
  const arns = listed('aws.log.group.arns');
  const groups =
    arns.length > 0
      ? arns.map((arn) => ({ log_group: arn.split(':')[6] ?? arn, arn }))
      : listed('aws.log.group.names').map((log_group) => ({ log_group }));
  return groups.length === 0 ? undefined : groups;
}

/** Without what is undefined; undefined when nothing is left. */
function stated(members: Readonly<Record<string, unknown>>): object | undefined {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
