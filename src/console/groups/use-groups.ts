/** Reads X-Ray's groups, page by page. Used by GroupSelect.tsx and the traces list. */
import { useQuery } from '@tanstack/react-query';
import { callAws } from '../api/call.ts';

export interface GroupSummary {
  readonly GroupName?: string | null;
  readonly FilterExpression?: string | null;
}

interface GetGroupsResult {
  readonly Groups?: readonly GroupSummary[] | null;
  readonly NextToken?: string | null;
}

const none: readonly GroupSummary[] = [];

/** Without `Default`, which every trace is in. */
export function useGroups(): readonly GroupSummary[] {
  const { data } = useQuery({
    queryKey: ['GetGroups'],
    queryFn: async ({ signal }) => {
      const groups: GroupSummary[] = [];
      let token: string | null | undefined;
      do {
        const page: GetGroupsResult = await callAws('xray', 'GetGroups', { NextToken: token ?? undefined }, signal);
        groups.push(...(page.Groups ?? []));
        token = page.NextToken;
      } while (token);
      return groups.filter(({ GroupName }) => GroupName !== 'Default');
    },
    staleTime: 60_000,
  });
  return data ?? none;
}
