/**
 * What this machine has instead of what a function asks for: the server writes it to the function's log when an environment starts
 * (`RADIOGRAPH python3.13 is not installed on this machine; …`). Used by StateNotices.tsx.
 */
import { useQuery } from '@tanstack/react-query';
import { callAws } from '../api/call.ts';
import type { FilterLogEventsResult, FunctionConfiguration } from '../api/lambda-types.ts';
import { versionOfStream } from './log-stream.ts';
import { newestNotice } from './newest-notice.ts';
import { logGroupOf } from './use-invocations.ts';

/** FilterLogEvents reads backwards only from this day on. */
const earliest = Date.UTC(2024, 0, 1);

/** Undefined when the newest environment has what was asked for, and when there was none. */
export function useRuntimeNotice(configuration: FunctionConfiguration): string | undefined {
  const logGroupName = logGroupOf(configuration);
  const { data } = useQuery({
    queryKey: ['runtime-notice', logGroupName, configuration.LastModified],
    queryFn: ({ signal }) =>
      callAws<FilterLogEventsResult>(
        'logs',
        'FilterLogEvents',
        {
          logGroupName,
          filterPattern: '?RADIOGRAPH ?INIT_START ?initStart',
          startTime: earliest,
          startFromHead: false,
          limit: 20,
        },
        signal,
      ),
    retry: false,
    staleTime: 30_000,
  });
  const { FunctionName: name = '' } = configuration;
  // A group that functions share holds the notices of all of them.
  return newestNotice(
    (data?.events ?? []).filter(({ logStreamName = '' }) => versionOfStream(logStreamName, name) !== undefined),
  );
}
