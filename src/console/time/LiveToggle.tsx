/** Whether a page follows what arrives; a range between two fixed times has nothing to follow. Called by TracesPage.tsx and MapPage.tsx. */
import Toggle from '@cloudscape-design/components/toggle';
import type { TimeRange } from './time-range.ts';

export function LiveToggle({ live, range, onChange }: { live: boolean; range: TimeRange; onChange: (live: boolean) => void }) {
  return (
    <div className="rg-field">
      <Toggle checked={live} disabled={range.kind === 'absolute'} onChange={({ detail }) => onChange(detail.checked)}>
        Live
      </Toggle>
    </div>
  );
}
