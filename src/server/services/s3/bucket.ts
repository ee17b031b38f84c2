/**
 * Buckets: names are one space for all accounts, as on AWS. Which configurations a bucket may have is in bucket-configuration.ts.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
import { isIP } from 'node:net';
import type { ControlPlane } from '../../store/ports.ts';
import type { Tenant } from '../ports.ts';
import { errors } from './errors.ts';

export interface Bucket {
  readonly name: string;
  /** Of the owner. */
  readonly account: string;
  readonly region: string;
  /** The old name of eu-west-1, of buckets that were made with it. */
  readonly location?: 'EU' | undefined;
  /** Epoch milliseconds. */
  readonly created: number;
  readonly versioning?: 'Enabled' | 'Suspended' | undefined;
  /** By their names in bucket-configuration.ts, in the form of the API. */
  readonly configurations: Readonly<Record<string, unknown>>;
}

export interface Buckets {
  /** @throws NoSuchBucket */
  get(name: string | undefined): Bucket;
  find(name: string): Bucket | undefined;
  /** @throws InvalidBucketName, BucketAlreadyOwnedByYou, BucketAlreadyExists */
  create(tenant: Tenant, name: string, location?: 'EU'): Bucket;
  put(bucket: Bucket): void;
  remove(name: string): void;
  /** In order of their names. */
  ownedBy(account: string): Bucket[];
}

const everywhere = { account: 'global', region: 'global' };

export function openBuckets(controlPlane: ControlPlane, now: () => number): Buckets {
  const buckets = controlPlane.collection<Bucket>('s3-bucket');
  const self: Buckets = {
    get(name = '') {
      const bucket = self.find(name);
      if (!bucket) throw errors.noBucket(name);
      return bucket;
    },
    find: (name) => (name.length > 63 ? undefined : buckets.get(everywhere, name)),
    create(tenant, name, location) {
      if (!isBucketName(name)) throw errors.bucketName(name);
      const known = self.find(name);
      if (known) throw known.account === tenant.account ? errors.bucketOwned(name) : errors.bucketTaken(name);
      const bucket: Bucket = {
        name,
        account: tenant.account,
        region: tenant.region,
        created: now(),
        configurations: {},
        location,
      };
      self.put(bucket);
      return bucket;
    },
    put: (bucket) => buckets.put(everywhere, bucket.name, bucket),
    remove: (name) => {
      buckets.delete(everywhere, name);
    },
    ownedBy: (account) =>
      buckets
        .list(everywhere)
        .map(({ value }) => value)
        .filter((bucket) => bucket.account === account),
  };
  return self;
}

export function isBucketName(name: string): boolean {
  const labels = name.split('.');
  return (
    name.length >= 3 &&
    name.length <= 63 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label)) &&
    isIP(name) === 0 &&
    !/^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;
