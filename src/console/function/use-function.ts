/** Reads a function, its versions and its aliases. Used by FunctionPage.tsx. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { allPages } from '../api/all-pages.ts';
import { callAws, post } from '../api/call.ts';
import type { AliasConfiguration, FunctionConfiguration, ListAliasesResult, ListVersionsResult } from '../api/lambda-types.ts';

export function useFunction(name: string) {
  return useQuery({
    queryKey: ['GetFunctionConfiguration', name],
    queryFn: ({ signal }) => callAws<FunctionConfiguration>('lambda', 'GetFunctionConfiguration', { FunctionName: name }, signal),
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
