/** The axis above the bars; dragging over it shows the part that was dragged over. Used by Timeline.tsx. */
import { type PointerEvent, useRef, useState } from 'react';
import { formatTick } from '../format/duration.ts';
import type { Tick, Viewport } from './timeline-rows.ts';

interface TimelineAxisProps {
  readonly ticks: readonly Tick[];
  readonly viewport: Viewport;
  onShow(start: number, end: number): void;
}

/** Shorter drags are clicks. */
const shortestDrag = 4;

export function TimelineAxis({ ticks, viewport, onShow }: TimelineAxisProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | undefined>(undefined);
  const at = (event: PointerEvent): number => {
    const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {};
    return Math.min(Math.max(event.clientX - left, 0), width);
  };
  const release = (): void => {
    const width = box.current?.clientWidth ?? 1;
    if (drag !== undefined && Math.abs(drag.to - drag.from) >= shortestDrag) {
      const perPixel = (viewport.end - viewport.start) / width;
      onShow(viewport.start + Math.min(drag.from, drag.to) * perPixel, viewport.start + Math.max(drag.from, drag.to) * perPixel);
    }
    setDrag(undefined);
  };
  return (
    <div
      ref={box}
      className="rg-axis"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: at(event), to: at(event) });
      }}
      onPointerMove={(event) => setDrag((current) => (current === undefined ? undefined : { ...current, to: at(event) }))}
      onPointerUp={release}
      onPointerCancel={() => setDrag(undefined)}
    >
      {ticks.map(({ left, offset, step }) => (
        <span key={offset} className="rg-tick" style={{ left: `${left}%` }}>
          {formatTick(offset, step)}
        </span>
      ))}
      {drag === undefined ? null : (
        <span className="rg-brush" style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }} />
      )}
    </div>
  );
}
