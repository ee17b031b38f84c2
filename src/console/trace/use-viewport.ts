/** The part of the trace that the timeline shows, and how it moves. Used by Timeline.tsx. Zooming in stops at a microsecond. */
import { useMemo, useState } from 'react';
import type { Viewport } from './timeline-rows.ts';

export interface ViewportControl {
  readonly viewport: Viewport;
  readonly zoomed: boolean;
  show(start: number, end: number): void;
  /** `factor` below 1 zooms in, around the middle. */
  zoom(factor: number): void;
  /** By a part of what is shown: 0.1 is a tenth to the right. */
  pan(part: number): void;
  reset(): void;
}

const smallestSeconds = 1e-6;

/** @param whole from the trace's first start to its last end; grows while the trace does. */
export function useViewport(whole: Viewport): ViewportControl {
  const [chosen, setChosen] = useState<Viewport | undefined>(undefined);
  const { start: first, end: last } = whole;
  return useMemo(() => {
    const viewport = chosen ?? { start: first, end: last };
    const span = viewport.end - viewport.start;
    const show = (start: number, end: number): void => {
      const wanted = Math.min(Math.max(end - start, smallestSeconds), last - first);
      const from = Math.min(Math.max(start, first), last - wanted);
      setChosen(wanted >= last - first ? undefined : { start: from, end: from + wanted });
    };
    return {
      viewport,
      zoomed: chosen !== undefined,
      show,
      zoom: (factor) => {
        const middle = (viewport.start + viewport.end) / 2;
        show(middle - (span * factor) / 2, middle + (span * factor) / 2);
      },
      pan: (part) => show(viewport.start + span * part, viewport.end + span * part),
      reset: () => setChosen(undefined),
    };
  }, [chosen, first, last]);
}
