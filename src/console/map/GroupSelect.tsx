/** Chooses one of X-Ray's groups. Used by MapPage.tsx. Without groups of one's own there is nothing to choose, and nothing is shown. */
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { callAws } from '../api/call.ts';

interface GroupSummary {
  readonly GroupName?: string | null;
  readonly FilterExpression?: string | null;
}

interface GroupSelectProps {
  readonly group: string | undefined;
  onChange(group: string | undefined): void;
}

const everything = { value: '', label: 'All traces' };

export function GroupSelect({ group, onChange }: GroupSelectProps) {
  const { data } = useQuery({
    queryKey: ['GetGroups'],
    queryFn: ({ signal }) => callAws<{ Groups?: readonly GroupSummary[] | null }>('xray', 'GetGroups', {}, signal),
    staleTime: 60_000,
  });
  const own = (data?.Groups ?? []).filter(({ GroupName }) => GroupName !== 'Default');
  if (own.length === 0 && group === undefined) return null;
  const options = own.map(({ GroupName, FilterExpression }) => ({
    value: GroupName ?? '',
    label: `Group: ${GroupName ?? ''}`,
    description: FilterExpression ?? '',
  }));
  return (
    <Select
      ariaLabel="Group"
      selectedOption={
        group === undefined ? everything : (options.find(({ value }) => value === group) ?? { value: group, label: group })
      }
      options={[everything, ...options]}
      onChange={({ detail }) => onChange(detail.selectedOption.value === '' ? undefined : detail.selectedOption.value)}
      expandToViewport
    />
  );
}
