/**
 * StartQuery, in the Logs Insights language. A short query has ended when it is answered; a longer one goes on.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartQueryRequest, StartQueryResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { CallContext, Operation } from '../../service.ts';
import { errors } from '../errors.ts';
import type { Query } from '../insights/nodes.ts';
import { largestLimit, parseQuery } from '../insights/parse.ts';
import { QueryError } from '../insights/reader.ts';
import { findGroup, type LogGroup } from '../log-group.ts';
import type { Logs } from '../logs.ts';
import { checkGroupName, checkLongest, checkTime } from '../validate.ts';

/** Milliseconds that an answer waits for the query's end: a client that asks for results at once has them. */
const patience = 250;
const mostGroups = 50;
const defaultLimit = 10_000;

/**
 * Start and end times are both inclusive: an end in seconds is the end of that second.
 * @throws InvalidParameterException, ResourceNotFoundException, MalformedQueryException, LimitExceededException
 */
export const startQuery =
  (logs: Logs): Operation<StartQueryRequest, StartQueryResponse> =>
  async (input, call) => {
    const { queryString = '', queryLanguage = 'CWLI', limit } = input;
    if (queryLanguage !== 'CWLI') throw errors.notBuilt(`The query language ${queryLanguage}`);
    checkLongest(queryString, 'queryString', 10_000);
    if (limit !== undefined && (limit < 1 || limit > largestLimit))
      throw errors.constraint(String(limit), 'limit', `have value between 1 and ${largestLimit}`);
    const startTime = checkTime(input.startTime, 'startTime') ?? 0;
    const endTime = checkTime(input.endTime, 'endTime') ?? 0;
    const [from, to] = [startOf(startTime), endOf(endTime)];
    if (to <= from) throw errors.timeRange();
    const groups = queriedGroups(logs, call, input);
    const query = readQuery(queryString);
    const request = {
      scope: { account: call.account, region: call.region },
      ...{ groups, query, text: queryString, from, to },
      limit: limit ?? limitOf(query) ?? defaultLimit,
    };
    const started = logs.queries.start(request, call.principal.arn);
    const waiting = new AbortController();
    await Promise.race([started.ended, sleep(patience, undefined, { signal: waiting.signal }).catch(() => undefined)]);
    waiting.abort();
    return { queryId: started.id };
  };

/** From here on a time is meant in milliseconds, as AWS's console and many a client have it: in seconds it is the year 5138. */
const leastMilliseconds = 1e11;

const startOf = (time: number): number => (time < leastMilliseconds ? time * 1000 : time);

/** Exclusive. */
const endOf = (time: number): number =>
  time < leastMilliseconds ? (time + 1) * 1000 : Math.min(time + 1, Number.MAX_SAFE_INTEGER);

/** A `limit` in the query may ask for more than the default. */
function limitOf({ commands }: Query): number | undefined {
  const last = commands.findLast((command) => command.kind === 'limit');
  return last?.kind === 'limit' ? last.count : undefined;
}

function queriedGroups(logs: Logs, call: CallContext, input: StartQueryRequest): LogGroup[] {
  const { logGroupName, logGroupNames, logGroupIdentifiers } = input;
  const given = [logGroupName, logGroupNames, logGroupIdentifiers].filter((names) => names !== undefined);
  if (given.length !== 1) throw errors.queriedGroups();
  const names = logGroupNames ?? (logGroupName === undefined ? undefined : [logGroupName]);
  if ((names ?? logGroupIdentifiers ?? []).length < 1) throw errors.queriedGroups();
  if ((names ?? logGroupIdentifiers ?? []).length > mostGroups)
    throw errors.constraint(
      `[${names?.length ?? logGroupIdentifiers?.length}]`,
      'logGroupNames',
      `have length less than or equal to ${mostGroups}`,
    );
  const groups = names
    ? names.map((name) => namedGroup(logs, call, name))
    : (logGroupIdentifiers ?? []).map((identifier) => findGroup(logs.groups, call, undefined, identifier));
  return [...new Map(groups.map((group) => [group.id, group])).values()];
}

/** One that is not there is named, unlike elsewhere. */
function namedGroup(logs: Logs, call: CallContext, name: string): LogGroup {
  checkGroupName(name);
  const group = logs.groups.listGroups(call, name).find((candidate) => candidate.name === name);
  if (!group) throw errors.noQueriedGroup(name, call.account, call.requestId);
  return group;
}

function readQuery(text: string): Query {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof QueryError) throw errors.malformedQuery(error.message, error.start, error.end);
    throw error;
  }
}
