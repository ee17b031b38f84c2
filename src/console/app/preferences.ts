/** What a browser remembers: looks only, never tokens or data. Read by theme.ts and the pages; anything unreadable counts as nothing. */
export type ThemeChoice = 'system' | 'light' | 'dark';

export interface Preferences {
  readonly theme: ThemeChoice;
  readonly navigationOpen: boolean;
}

const key = 'radiograph.preferences.1';
const defaults: Preferences = { theme: 'system', navigationOpen: true };
const listeners = new Set<() => void>();
let current = read();

export function preferences(): Preferences {
  return current;
}

export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function read(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Record<keyof Preferences, unknown>>;
    return {
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : defaults.theme,
      navigationOpen: typeof stored.navigationOpen === 'boolean' ? stored.navigationOpen : defaults.navigationOpen,
    };
  } catch {
    return defaults;
  }
}
