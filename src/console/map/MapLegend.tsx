/** What the map's colours and lines mean. Used by TraceMap.tsx. */
import Button from '@cloudscape-design/components/button';

const entries = [
  ['ok', 'OK'],
  ['error', 'Error (4xx)'],
  ['throttle', 'Throttle (429)'],
  ['fault', 'Fault (5xx)'],
] as const;

export function MapLegend({ onCollapse }: { readonly onCollapse: (() => void) | undefined }) {
  return (
    <div className="rg-legend">
      {entries.map(([kind, text]) => (
        <span key={kind}>
          <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
            <circle className={`rg-ring rg-ring-${kind}`} r="5" strokeWidth="3" />
          </svg>
          {text}
        </span>
      ))}
      <span>
        <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
          <path className="rg-legend-link" d="M0 4h22" />
        </svg>
        Linked traces
      </span>
      {onCollapse === undefined ? null : (
        <Button variant="inline-link" onClick={onCollapse}>
          Stack again
        </Button>
      )}
    </div>
  );
}
