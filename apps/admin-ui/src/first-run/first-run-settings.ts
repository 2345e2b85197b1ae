import type { SettingsSectionReport } from '@soulsync/contracts';
import { useAsk } from '../providers/use-console.js';

export const SECTION = 'gateway.first-run';
/** Kept by the gateway, for every browser. */
export const useFirstRunSettings = (isAsked: boolean) => useAsk<SettingsSectionReport>(`settings/${SECTION}`, { enabled: isAsked });

export const valueOf = (section: SettingsSectionReport | undefined, name: string) =>
  section?.settings.find((setting) => setting.name === name)?.value ?? null;
