/** Chooses one of X-Ray's groups. Used by the map and the traces list. Without groups of one's own there is nothing to choose, and nothing is shown. */
import Select from '@cloudscape-design/components/select';
import { useGroups } from './use-groups.ts';

interface GroupSelectProps {
  readonly group: string | undefined;
  onChange(group: string | undefined): void;
}

const everything = { value: '', label: 'All traces' };

export function GroupSelect({ group, onChange }: GroupSelectProps) {
  const own = useGroups();
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
