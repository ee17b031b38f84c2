/** The properties of AWS::S3::Bucket in the form of S3's API: CloudFormation has other names for some, and numbers and booleans as texts. */
import type {
  CORSConfiguration,
  Event,
  FilterRuleName,
  LifecycleRule,
  NotificationConfiguration,
  PublicAccessBlockConfiguration,
  ServerSideEncryption,
  ServerSideEncryptionConfiguration,
} from '@aws-sdk/client-s3';
import { errors } from '../errors.ts';

type Flag = boolean | string | undefined;
type Count = number | string | undefined;

export interface BucketProperties {
  readonly VersioningConfiguration?: { readonly Status: 'Enabled' | 'Suspended' };
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly OwnershipControls?: object;
  readonly PublicAccessBlockConfiguration?: Readonly<Record<string, Flag>>;
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration?: readonly {
      readonly BucketKeyEnabled?: Flag;
      readonly ServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
    }[];
  };
  readonly CorsConfiguration?: { readonly CorsRules?: readonly CorsRule[] };
  readonly LifecycleConfiguration?: { readonly Rules?: readonly RuleProperties[] };
  readonly NotificationConfiguration?: NotificationProperties;
}

interface CorsRule {
  readonly Id?: string;
  readonly AllowedHeaders?: string[];
  readonly AllowedMethods?: string[];
  readonly AllowedOrigins?: string[];
  readonly ExposedHeaders?: string[];
  readonly MaxAge?: Count;
}

type RuleProperties = Readonly<Record<string, unknown>>;

interface NotificationProperties {
  readonly LambdaConfigurations?: readonly {
    readonly Event: string;
    readonly Function: string;
    readonly Filter?: { readonly S3Key?: { readonly Rules?: readonly { readonly Name: string; readonly Value: string }[] } };
  }[];
  readonly TopicConfigurations?: readonly unknown[];
  readonly QueueConfigurations?: readonly unknown[];
  readonly EventBridgeConfiguration?: { readonly EventBridgeEnabled?: Flag };
}

const flag = (value: Flag): boolean | undefined => (value === undefined ? undefined : String(value) === 'true');
const count = (value: Count): number | undefined => (value === undefined ? undefined : Number(value));

export function toPublicAccessBlock(
  block: BucketProperties['PublicAccessBlockConfiguration'],
): PublicAccessBlockConfiguration | undefined {
  return block && Object.fromEntries(Object.entries(block).map(([name, value]) => [name, flag(value)]));
}

export function toEncryption(encryption: BucketProperties['BucketEncryption']): ServerSideEncryptionConfiguration | undefined {
  return (
    encryption && {
      Rules: (encryption.ServerSideEncryptionConfiguration ?? []).map((rule) => ({
        BucketKeyEnabled: flag(rule.BucketKeyEnabled) ?? false,
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: (rule.ServerSideEncryptionByDefault?.SSEAlgorithm ?? 'AES256') as ServerSideEncryption,
          KMSMasterKeyID: rule.ServerSideEncryptionByDefault?.KMSMasterKeyID,
        },
      })),
    }
  );
}

export function toCors(cors: BucketProperties['CorsConfiguration']): CORSConfiguration | undefined {
  return (
    cors && {
      CORSRules: (cors.CorsRules ?? []).map((rule) => ({
        ID: rule.Id,
        AllowedHeaders: rule.AllowedHeaders,
        AllowedMethods: rule.AllowedMethods ?? [],
        AllowedOrigins: rule.AllowedOrigins ?? [],
        ExposeHeaders: rule.ExposedHeaders,
        MaxAgeSeconds: count(rule.MaxAge),
      })),
    }
  );
}

export function toNotification(notification: NotificationProperties = {}): NotificationConfiguration {
  if (notification.TopicConfigurations?.length) throw errors.notBuilt('Notification of SNS topics');
  if (notification.QueueConfigurations?.length) throw errors.notBuilt('Notification of SQS queues');
  const toEventBridge =
    notification.EventBridgeConfiguration && flag(notification.EventBridgeConfiguration.EventBridgeEnabled) !== false;
  return {
    ...(toEventBridge && { EventBridgeConfiguration: {} }),
    LambdaFunctionConfigurations: (notification.LambdaConfigurations ?? []).map((target) => ({
      LambdaFunctionArn: target.Function,
      Events: [target.Event as Event],
      ...(target.Filter?.S3Key
        ? {
            Filter: {
              Key: {
                FilterRules: (target.Filter.S3Key.Rules ?? []).map(({ Name, Value }) => ({
                  Name: Name as FilterRuleName,
                  Value,
                })),
              },
            },
          }
        : {}),
    })),
  };
}

/** Rules are stored and given back; nothing expires by them. */
export function toLifecycle(lifecycle: BucketProperties['LifecycleConfiguration']): { Rules: LifecycleRule[] } | undefined {
  return lifecycle && { Rules: (lifecycle.Rules ?? []).map(toRule) };
}

const convertedByHand = [
  'Id',
  'Prefix',
  'Status',
  'ExpirationInDays',
  'ExpirationDate',
  'ExpiredObjectDeleteMarker',
  'NoncurrentVersionExpirationInDays',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
];

/** @throws NotImplemented that names a property which would be dropped. */
function toRule(rule: RuleProperties): LifecycleRule {
  for (const name of Object.keys(rule))
    if (!convertedByHand.includes(name)) throw errors.notBuilt(`The lifecycle property ${name}`);
  const noncurrent = (rule['NoncurrentVersionExpiration'] ?? {}) as Readonly<Record<string, Count>>;
  const noncurrentDays = noncurrent['NoncurrentDays'] ?? (rule['NoncurrentVersionExpirationInDays'] as Count);
  const abort = rule['AbortIncompleteMultipartUpload'] as { readonly DaysAfterInitiation?: Count } | undefined;
  const expiration = {
    Days: count(rule['ExpirationInDays'] as Count),
    Date: rule['ExpirationDate'] === undefined ? undefined : new Date(String(rule['ExpirationDate'])),
    ExpiredObjectDeleteMarker: flag(rule['ExpiredObjectDeleteMarker'] as Flag),
  };
  return {
    ID: rule['Id'] as string | undefined,
    Status: rule['Status'] as 'Enabled' | 'Disabled',
    Filter: { Prefix: (rule['Prefix'] as string | undefined) ?? '' },
    Expiration: Object.values(expiration).some((value) => value !== undefined) ? expiration : undefined,
    NoncurrentVersionExpiration:
      noncurrentDays === undefined
        ? undefined
        : { NoncurrentDays: count(noncurrentDays), NewerNoncurrentVersions: count(noncurrent['NewerNoncurrentVersions']) },
    AbortIncompleteMultipartUpload: abort && { DaysAfterInitiation: count(abort.DaysAfterInitiation) },
  };
}
