/** Light or dark, as chosen or as the system says. Started by main.tsx before the first paint. */
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';
import { onPreferences, preferences, type ThemeChoice } from './preferences.ts';

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

export function isDark(): boolean {
  const { theme } = preferences();
  return theme === 'system' ? systemDark.matches : theme === 'dark';
}

export function startTheme(): void {
  const apply = (): void => applyMode(isDark() ? Mode.Dark : Mode.Light);
  apply();
  systemDark.addEventListener('change', apply);
  onPreferences(apply);
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(onPreferences, () => preferences().theme);
}

/** For libraries that take the mode as a value (React Flow). */
export function useDark(): boolean {
  return useSyncExternalStore((listener) => {
    systemDark.addEventListener('change', listener);
    const stop = onPreferences(listener);
    return () => {
      systemDark.removeEventListener('change', listener);
      stop();
    };
  }, isDark);
}
