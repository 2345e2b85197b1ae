import { useStore } from 'react-admin';

export type ThemeChoice = 'system' | 'light' | 'dark';

export const themeInWords: Readonly<Record<ThemeChoice, string>> = { system: 'as the system', light: 'light', dark: 'dark' };
const order: readonly ThemeChoice[] = ['system', 'light', 'dark'];
export const nextTheme = (theme: ThemeChoice): ThemeChoice => order[(order.indexOf(theme) + 1) % order.length] ?? 'system';

/** What a person chose, kept in this browser; react-admin reads the same key, and nothing there is the system's own. */
export function useThemeChoice(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  const [stored, store] = useStore<'light' | 'dark' | undefined>('theme');
  return [stored ?? 'system', (choice) => store(choice === 'system' ? undefined : choice)];
}
