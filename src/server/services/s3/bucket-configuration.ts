/**
 * The configurations of a bucket: put, given back, deleted. They are one table and not a file for each operation, because the twenty-odd
 * operations do the same thing to documents that differ in name only. What acts on them is elsewhere: notification.ts, versioning.
 *
 * Who calls it: service.ts, and the CloudFormation resource through the same functions.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
import type { OwnershipControls, ServerSideEncryptionConfiguration } from '@aws-sdk/client-s3';
import type { Operation } from '../service.ts';
import type { Bucket } from './bucket.ts';
import { errors } from './errors.ts';
import { checkLifecycle, checkMinimumSize, defaultMinimumSize } from './lifecycle.ts';
import type { S3 } from './s3.ts';
import { checkTagSet } from './tagging.ts';

interface Configuration {
  /** As in `Bucket.configurations`, and in the names of the operations. */
  readonly name: string;
  /** `Put…`, `Get…`, `Delete…`. */
  readonly put?: string | undefined;
  readonly get: string;
  readonly delete?: string | undefined;
  /** The member of the Put operation that is stored. */
  readonly member: string;
  /** A member beside it that is checked, stored with it and answered. */
  readonly also?: 'TransitionDefaultMinimumObjectSize' | undefined;
  /** From what is stored to the output; default: under the same member. */
  readonly output?: ((stored: unknown) => object) | undefined;
  /** What a bucket has to which none was put; an error where AWS answers with one. */
  readonly missing: readonly [code: string, message: string] | object;
  /** What a bucket answers that had one until it was deleted, where that is not `missing`. */
  readonly removed?: readonly [code: string, message: string] | undefined;
  /** @throws AwsError */
  readonly check?: ((value: unknown) => void) | undefined;
}

/** What a document leaves out is off. */
const nothingBlocked = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

const spread = (stored: unknown): object => stored as object;

export const configurations: readonly Configuration[] = [
  {
    name: 'encryption',
    put: 'PutBucketEncryption',
    get: 'GetBucketEncryption',
    delete: 'DeleteBucketEncryption',
    member: 'ServerSideEncryptionConfiguration',
    missing: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
    check: checkEncryption,
  },
  {
    name: 'policy',
    put: 'PutBucketPolicy',
    get: 'GetBucketPolicy',
    delete: 'DeleteBucketPolicy',
    member: 'Policy',
    missing: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
    check: checkPolicy,
  },
  {
    name: 'public access block',
    put: 'PutPublicAccessBlock',
    get: 'GetPublicAccessBlock',
    delete: 'DeletePublicAccessBlock',
    member: 'PublicAccessBlockConfiguration',
    missing: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    output: (stored) => ({ PublicAccessBlockConfiguration: { ...nothingBlocked, ...spread(stored) } }),
    removed: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
  },
  {
    name: 'tagging',
    put: 'PutBucketTagging',
    get: 'GetBucketTagging',
    delete: 'DeleteBucketTagging',
    member: 'Tagging',
    output: spread,
    missing: ['NoSuchTagSet', 'The TagSet does not exist'],
    check: (value) => checkTagSet((value as { TagSet?: [] }).TagSet ?? [], 50),
  },
  {
    name: 'lifecycle',
    put: 'PutBucketLifecycleConfiguration',
    get: 'GetBucketLifecycleConfiguration',
    delete: 'DeleteBucketLifecycle',
    member: 'LifecycleConfiguration',
    also: 'TransitionDefaultMinimumObjectSize',
    output: (stored) => ({ TransitionDefaultMinimumObjectSize: defaultMinimumSize, ...(reviveDates(stored) as object) }),
    missing: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
    check: checkLifecycle,
  },
  {
    name: 'CORS',
    put: 'PutBucketCors',
    get: 'GetBucketCors',
    delete: 'DeleteBucketCors',
    member: 'CORSConfiguration',
    output: spread,
    missing: ['NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
    check: (value) => checkRules((value as { CORSRules?: unknown }).CORSRules),
  },
  {
    name: 'ownership controls',
    put: 'PutBucketOwnershipControls',
    get: 'GetBucketOwnershipControls',
    delete: 'DeleteBucketOwnershipControls',
    member: 'OwnershipControls',
    missing: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    removed: ['OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'],
    check: checkOwnership,
  },
  // These can be asked for, because tools do, but not be set.
  { name: 'logging', get: 'GetBucketLogging', member: '', output: spread, missing: {} },
  { name: 'accelerate', get: 'GetBucketAccelerateConfiguration', member: '', output: spread, missing: {} },
  {
    name: 'request payment',
    get: 'GetBucketRequestPayment',
    member: '',
    output: spread,
    missing: { Payer: 'BucketOwner' },
  },
  {
    name: 'website',
    get: 'GetBucketWebsite',
    member: '',
    missing: ['NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
  },
  {
    name: 'replication',
    get: 'GetBucketReplication',
    member: '',
    missing: ['ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
  },
  {
    name: 'object lock',
    get: 'GetObjectLockConfiguration',
    member: '',
    missing: ['ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'],
  },
];

/** The operations of the table. */
export function configurationOperations(s3: S3): Record<string, Operation> {
  const operations: Record<string, Operation<Readonly<Record<string, unknown>>, object>> = {};
  for (const configuration of configurations) {
    const { name, missing, removed, member } = configuration;
    operations[configuration.get] = (input) => {
      const bucket = s3.buckets.get(input['Bucket'] as string);
      const none = name in bucket.configurations ? (removed ?? missing) : missing;
      const stored = bucket.configurations[name] ?? none;
      if (stored === none && Array.isArray(none)) {
        const [code = '', message = ''] = none as string[];
        throw errors.noConfiguration(code, message, bucket.name);
      }
      return configuration.output ? configuration.output(stored) : { [member]: stored };
    };
    if (configuration.put !== undefined)
      operations[configuration.put] = (input) => {
        const bucket = s3.buckets.get(input['Bucket'] as string);
        if (input[member] === undefined) throw errors.malformedXml();
        const { also } = configuration;
        const beside = also && { [also]: checkMinimumSize(input[also] as string | undefined) };
        const isEmptied = name === 'tagging' && !(input[member] as { TagSet?: [] }).TagSet?.length;
        putConfiguration(
          s3,
          bucket,
          name,
          isEmptied ? undefined : beside ? { ...spread(input[member]), ...beside } : input[member],
        );
        return beside ?? {};
      };
    if (configuration.delete !== undefined)
      operations[configuration.delete] = (input) => {
        putConfiguration(s3, s3.buckets.get(input['Bucket'] as string), name, undefined);
        return {};
      };
  }
  return operations as Record<string, Operation>;
}

/** Undefined removes it, which is remembered where S3 tells the two apart. @throws AwsError when the document is not one. @returns the bucket as it is now. */
export function putConfiguration(s3: S3, bucket: Bucket, name: string, value: unknown): Bucket {
  const known = configurations.find((configuration) => configuration.name === name);
  if (value !== undefined) known?.check?.(value);
  const { [name]: _, ...others } = bucket.configurations;
  const kept = value ?? (known?.removed && null);
  const changed = { ...bucket, configurations: kept === undefined ? others : { ...others, [name]: kept } };
  s3.buckets.put(changed);
  return changed;
}

function checkPolicy(policy: unknown): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(String(policy));
  } catch {
    throw errors.malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw errors.malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  if (!('Statement' in parsed)) throw errors.malformedPolicy('Missing required field Statement');
}

function checkEncryption(value: unknown): void {
  const rules = (value as ServerSideEncryptionConfiguration).Rules;
  if (rules?.length !== 1) throw errors.malformedXml();
  for (const { ApplyServerSideEncryptionByDefault: byDefault } of rules)
    if (byDefault?.KMSMasterKeyID !== undefined && !byDefault.SSEAlgorithm?.startsWith('aws:kms'))
      throw errors.invalid(
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
        'ApplyServerSideEncryptionByDefault',
      );
}

function checkOwnership(value: unknown): void {
  const rules = (value as OwnershipControls).Rules ?? [];
  const known: readonly string[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];
  if (rules.length !== 1 || !known.includes(rules[0]?.ObjectOwnership ?? '')) throw errors.malformedXml();
}

function checkRules(rules: unknown): void {
  if (!Array.isArray(rules) || rules.length === 0) throw errors.malformedXml();
}

/** Stored as JSON, dates are texts; the only members with dates are called `Date`. */
function reviveDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveDates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === 'Date' && typeof part === 'string' ? new Date(part) : reviveDates(part),
    ]),
  );
}
