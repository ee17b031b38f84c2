/** Keys that work on every page: `?` help, `/` search, `g t` traces, `g m` map, `g f` functions. Keys typed into fields are left alone. Used by Frame.tsx. */
import { useEffect } from 'react';
import { toggleHelp } from '../help/help-state.ts';
import { goTo } from './links.ts';

const pages: Readonly<Record<string, string>> = { t: '/traces', m: '/map', f: '/functions' };
const chordMs = 1000;

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function useShortcuts(): void {
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const page = pages[event.key];
      if (event.key === '/') {
        const field =
          document.querySelector<HTMLInputElement>('#main [data-search] input, #main input[type="search"]') ??
          document.querySelector<HTMLInputElement>('#top input');
        event.preventDefault();
        field?.focus();
      } else if (event.key === '?') toggleHelp();
      else if (event.key === 'g') goUntil = Date.now() + chordMs;
      else if (page !== undefined && Date.now() < goUntil) {
        goUntil = 0;
        goTo(page);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
