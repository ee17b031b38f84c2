/** Reads a function, its versions and its aliases. Used by FunctionPage.tsx. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { allPages } from '../api/all-pages.ts';
import { callAws, post } from '../api/call.ts';
import type {
  AliasConfiguration,
  FunctionConfiguration,
  GetFunctionConcurrencyResult,
  ListAliasesResult,
  ListFunctionUrlConfigsResult,
  ListVersionsResult,
} from '../api/lambda-types.ts';

export function useFunction(name: string) {
  return useQuery({
    queryKey: ['GetFunctionConfiguration', name],
    queryFn: ({ signal }) => callAws<FunctionConfiguration>('lambda', 'GetFunctionConfiguration', { FunctionName: name }, signal),
    refetchInterval: ({ state }) => (state.data !== undefined && isChanging(state.data) ? soonMs : againMs),
  });
}

/** It may be deployed anew at any time; while Lambda makes it ready, that is over in a moment. */
const [soonMs, againMs] = [1000, 15_000];

function isChanging({ State, LastUpdateStatus }: FunctionConfiguration): boolean {
  return State === 'Pending' || LastUpdateStatus === 'InProgress';
}

export interface WaysIn {
  readonly urls: NonNullable<ListFunctionUrlConfigsResult['FunctionUrlConfigs']>;
  /** Undefined when none is reserved. */
  readonly reservedConcurrency: number | undefined;
}

/** What is set beside the function's own configuration. */
export function useWaysIn(name: string) {
  return useQuery({
    queryKey: ['ways-in', name],
    queryFn: async ({ signal }): Promise<WaysIn> => {
      const input = { FunctionName: name };
      const [urls, concurrency] = await Promise.all([
        callAws<ListFunctionUrlConfigsResult>('lambda', 'ListFunctionUrlConfigs', input, signal),
        callAws<GetFunctionConcurrencyResult>('lambda', 'GetFunctionConcurrency', input, signal),
      ]);
      return { urls: urls.FunctionUrlConfigs ?? [], reservedConcurrency: concurrency.ReservedConcurrentExecutions };
    },
  });
}

export interface VersionsAndAliases {
  /** Newest first, `$LATEST` before all. */
  readonly versions: readonly FunctionConfiguration[];
  readonly aliases: readonly AliasConfiguration[];
}

export function useVersions(name: string) {
  return useQuery({
    queryKey: ['ListVersionsByFunction', name],
    queryFn: async ({ signal }): Promise<VersionsAndAliases> => {
      const input = { FunctionName: name };
      const [versions, aliases] = await Promise.all([
        allPages<ListVersionsResult>('ListVersionsByFunction', input, signal),
        allPages<ListAliasesResult>('ListAliases', input, signal),
      ]);
      const listed = versions.flatMap(({ Versions }) => Versions ?? []);
      return {
        versions: listed.sort((one, other) => age(one) - age(other)),
        aliases: aliases.flatMap(({ Aliases }) => Aliases ?? []),
      };
    },
  });
}

function age({ Version }: FunctionConfiguration): number {
  return Version === '$LATEST' ? Number.NEGATIVE_INFINITY : -Number(Version);
}

/** What the console's server answers (server/console/active-tracing.ts). */
export interface ActiveTracingAnswer {
  readonly Mode: 'Active' | 'PassThrough';
  readonly AttachedPolicyArn?: string | undefined;
}

export function useActiveTracing(name: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (mode: 'Active' | 'PassThrough') => {
      const response = await post('/_console/v1/active-tracing', { FunctionName: name, Mode: mode });
      return (await response.json()) as ActiveTracingAnswer;
    },
    onSuccess: () =>
      Promise.all(
        [['GetFunctionConfiguration', name], ['ListVersionsByFunction', name], ['ListFunctions']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export type ActiveTracingChange = ReturnType<typeof useActiveTracing>;
