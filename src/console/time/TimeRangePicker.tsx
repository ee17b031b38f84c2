/** Picks the window that a page looks at. Used by the traces list and the map. */
import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';
import { maxWindowSeconds, type TimeRange } from './time-range.ts';

const relativeOptions = [5, 15, 30, 60, 180, 360].map((minutes): DateRangePickerProps.RelativeOption => {
  return {
    key: `${minutes}`,
    type: 'relative',
    amount: minutes % 60 === 0 ? minutes / 60 : minutes,
    unit: minutes % 60 === 0 ? 'hour' : 'minute',
  };
});

const minutesPer: Readonly<Record<string, number>> = { second: 1 / 60, minute: 1, hour: 60, day: 1440 };

interface TimeRangePickerProps {
  readonly range: TimeRange;
  onChange(range: TimeRange): void;
}

export function TimeRangePicker({ range, onChange }: TimeRangePickerProps) {
  return (
    <DateRangePicker
      value={toPicker(range)}
      relativeOptions={relativeOptions}
      onChange={({ detail }) => {
        const picked = fromPicker(detail.value);
        if (picked !== undefined) onChange(picked);
      }}
      isValidRange={(value) => {
        if (value === null) return { valid: false, errorMessage: 'Choose a range.' };
        const picked = fromPicker(value);
        if (picked === undefined) return { valid: false, errorMessage: 'The range ends after it starts.' };
        const seconds = picked.kind === 'relative' ? picked.minutes * 60 : (picked.to.getTime() - picked.from.getTime()) / 1000;
        return seconds <= maxWindowSeconds
          ? { valid: true }
          : { valid: false, errorMessage: 'X-Ray reads at most 6 hours at once.' };
      }}
      showClearButton={false}
      customRelativeRangeUnits={['minute', 'hour']}
      placeholder="Time range"
      ariaLabel="Time range"
      expandToViewport
      hideTimeOffset
      absoluteFormat="long-localized"
    />
  );
}

function toPicker(range: TimeRange): DateRangePickerProps.Value {
  if (range.kind === 'absolute')
    return { type: 'absolute', startDate: range.from.toISOString(), endDate: range.to.toISOString() };
  const known = relativeOptions.find((option) => fromPicker(option)?.kind === 'relative' && minutesOf(option) === range.minutes);
  return known ?? { type: 'relative', amount: range.minutes, unit: 'minute' };
}

function minutesOf(value: { readonly amount: number; readonly unit: string }): number {
  return value.amount * (minutesPer[value.unit] ?? 1);
}

function fromPicker(value: DateRangePickerProps.Value | null): TimeRange | undefined {
  if (value === null) return undefined;
  if (value.type === 'relative') return { kind: 'relative', minutes: Math.max(1, Math.round(minutesOf(value))) };
  const from = new Date(value.startDate);
  const to = new Date(value.endDate);
  return from.getTime() < to.getTime() ? { kind: 'absolute', from, to } : undefined;
}
