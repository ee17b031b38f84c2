/** As tall as what is left of the window below an element's top: used by the timeline and the map, which scroll in themselves. */
import { type RefObject, useEffect, useState } from 'react';

/** Room for the page's own edge. */
const belowPx = 24;

/** @param least pixels, for a window that is nearly full. @returns pixels. */
export function useFill(box: RefObject<HTMLElement | null>, least: number): number {
  const [height, setHeight] = useState(least);
  useEffect(() => {
    const measure = (): void => {
      const top = box.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(least, Math.round(window.innerHeight - (top + window.scrollY) - belowPx)));
    };
    measure();
    // What stands above grows and wraps with the window, and with a panel that opens.
    const observer = new ResizeObserver(measure);
    const main = document.querySelector('#main');
    if (main !== null) observer.observe(main);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [box, least]);
  return height;
}
