/**
 * What is stored of log groups and streams, and how they are found. Events are in the table of `event-table.ts`.
 */
import { randomBytes } from 'node:crypto';
import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import type { Collection, ControlPlane, Scope } from '../../store/ports.ts';
import { errors } from './errors.ts';
import type { MetricFilter } from './metric-filter/metric-filter.ts';
import type { SubscriptionFilter } from './subscription/subscription-filter.ts';
import { checkGroupName } from './validate.ts';

export interface LogGroup {
  readonly name: string;
  /** Of this incarnation: a group that is deleted and made again has another. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly creationTime: number;
  readonly retentionInDays?: number | undefined;
  readonly logGroupClass: LogGroupClass;
  readonly tags: Readonly<Record<string, string>>;
}

export interface LogStream {
  readonly name: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly creationTime: number;
}

/** A deleted group or stream whose rows are still in the table. */
export interface Deleted {
  readonly groupId: string;
  /** Undefined: all of the group. */
  readonly streamId?: string | undefined;
}

export interface LogGroups {
  /** @throws ResourceNotFoundException */
  group(scope: Scope, name: string): LogGroup;
  /** @throws ResourceAlreadyExistsException */
  createGroup(scope: Scope, group: Omit<LogGroup, 'id' | 'creationTime'>): LogGroup;
  putGroup(scope: Scope, group: LogGroup): void;
  /** @throws ResourceNotFoundException */
  deleteGroup(scope: Scope, name: string): void;
  listGroups(scope: Scope, prefix: string): LogGroup[];
  allGroups(): readonly { readonly scope: Scope; readonly value: LogGroup }[];
  /** @throws ResourceNotFoundException */
  stream(scope: Scope, group: LogGroup, name: string): LogStream;
  /** @throws ResourceAlreadyExistsException */
  createStream(scope: Scope, group: LogGroup, name: string): LogStream;
  /** @throws ResourceNotFoundException */
  deleteStream(scope: Scope, group: LogGroup, name: string): void;
  listStreams(scope: Scope, group: LogGroup, prefix: string): LogStream[];
  /** Group and stream, made when missing; `made` tells whether anything was. */
  ensure(scope: Scope, groupName: string, streamName: string): { group: LogGroup; stream: LogStream; made: boolean };
  /** Ids of deleted streams of a group whose rows are not gone yet. */
  deletedStreams(scope: Scope, group: LogGroup): string[];
  readonly deleted: Collection<Deleted>;
  /** Both kinds of filters by `GROUP ID/FILTER NAME`; they go with their group. */
  readonly metricFilters: Collection<MetricFilter>;
  readonly subscriptionFilters: Collection<SubscriptionFilter>;
}

/** The key of a filter, or with an empty name the prefix of all of a group. */
export const filterKey = (group: LogGroup, filterName: string): string => `${group.id}/${filterName}`;

const newId = () => randomBytes(8).toString('hex');

export function openLogGroups(controlPlane: ControlPlane, now: () => number): LogGroups {
  const groups: Collection<LogGroup> = controlPlane.collection('log-group');
  const streams: Collection<LogStream> = controlPlane.collection('log-stream');
  const deleted: Collection<Deleted> = controlPlane.collection('log-deleted');
  const metricFilters: Collection<MetricFilter> = controlPlane.collection('log-metric-filter');
  const subscriptionFilters: Collection<SubscriptionFilter> = controlPlane.collection('log-subscription-filter');
  const streamKey = (group: LogGroup, name: string) => `${group.id}/${name}`;

  const self: LogGroups = {
    deleted,
    metricFilters,
    subscriptionFilters,
    group(scope, name) {
      const found = groups.get(scope, name);
      if (!found) throw errors.noGroup();
      return found;
    },
    createGroup(scope, wanted) {
      if (groups.get(scope, wanted.name)) throw errors.groupExists();
      const group = { ...wanted, id: newId(), creationTime: now() };
      groups.put(scope, group.name, group);
      return group;
    },
    putGroup: (scope, group) => groups.put(scope, group.name, group),
    deleteGroup(scope, name) {
      const group = self.group(scope, name);
      controlPlane.transaction(() => {
        for (const collection of [streams, metricFilters, subscriptionFilters])
          for (const { id } of collection.list(scope, `${group.id}/`)) collection.delete(scope, id);
        groups.delete(scope, name);
        deleted.put(scope, `${group.id}/`, { groupId: group.id });
      });
    },
    listGroups: (scope, prefix) => groups.list(scope, prefix).map((entry) => entry.value),
    allGroups: () => groups.all(),
    stream(scope, group, name) {
      const found = streams.get(scope, streamKey(group, name));
      if (!found) throw errors.noStream();
      return found;
    },
    createStream(scope, group, name) {
      if (streams.get(scope, streamKey(group, name))) throw errors.streamExists();
      const stream = { name, id: newId(), creationTime: now() };
      streams.put(scope, streamKey(group, name), stream);
      return stream;
    },
    deleteStream(scope, group, name) {
      const stream = self.stream(scope, group, name);
      controlPlane.transaction(() => {
        streams.delete(scope, streamKey(group, name));
        deleted.put(scope, `${group.id}/${stream.id}`, { groupId: group.id, streamId: stream.id });
      });
    },
    listStreams: (scope, group, prefix) => streams.list(scope, streamKey(group, prefix)).map((entry) => entry.value),
    ensure(scope, groupName, streamName) {
      const knownGroup = groups.get(scope, groupName);
      const group = knownGroup ?? self.createGroup(scope, { name: groupName, logGroupClass: 'STANDARD', tags: {} });
      const knownStream = streams.get(scope, streamKey(group, streamName));
      const stream = knownStream ?? self.createStream(scope, group, streamName);
      return { group, stream, made: !knownGroup || !knownStream };
    },
    deletedStreams: (scope, group) =>
      deleted.list(scope, `${group.id}/`).flatMap(({ value }) => (value.streamId ? [value.streamId] : [])),
  };
  return self;
}

/** A group by `logGroupName` or `logGroupIdentifier` (name or ARN). @throws InvalidParameterException, ResourceNotFoundException */
export function findGroup(groups: LogGroups, scope: Scope, name: string | undefined, identifier: string | undefined): LogGroup {
  if (name !== undefined && identifier !== undefined) throw errors.groupTwice();
  // The `*` of the ARN that DescribeLogGroups gives as `arn`; `logGroupArn` goes without.
  if (identifier !== undefined && !/^[\w#+=/:,.@-]*$/.test(identifier)) throw errors.identifier();
  const given = identifier?.startsWith('arn:') ? groupNameOfArn(identifier) : (name ?? identifier);
  if (given === undefined) throw errors.groupMissing();
  checkGroupName(given, identifier === undefined ? 'logGroupName' : 'logGroupIdentifier');
  return groups.group(scope, given);
}

/** Without the `:*` that `arn` has and `logGroupArn` lacks. */
export function groupArn(scope: Scope, group: LogGroup): string {
  return `arn:aws:logs:${scope.region}:${scope.account}:log-group:${group.name}`;
}

/** @throws InvalidParameterException */
export function groupNameOfArn(arn: string): string {
  const name = /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:([^:]+)(?::\*)?$/.exec(arn)?.[1];
  if (!name) throw errors.arn(arn);
  return name;
}
