import { connectionOwners } from '@soulsync/contracts';
import type { ConnectionId, ExternalConnection, SettingsSectionReport } from '@soulsync/contracts';
import { useAsk } from '../providers/use-console.js';

/** Every section of settings; those of a service that is down are missing. */
export const useSettings = () => useAsk<readonly SettingsSectionReport[]>('settings');

const LOOK_MS = 5_000;
/** How every external system stands, looked at again and again: a test or a retry changes it by itself. */
export const useConnections = () => useAsk<readonly ExternalConnection[]>('connections', { refetchInterval: LOOK_MS });

/** The section a connection is set up in: its settings are known even while nobody says how it stands. */
export const sectionOf = (
  id: ConnectionId,
  connection: ExternalConnection | null,
  sections: readonly SettingsSectionReport[],
): SettingsSectionReport | null => {
  const name = connection ? connection.section : `${connectionOwners[id]}.${id}`;
  return sections.find((section) => section.id === name) ?? null;
};
