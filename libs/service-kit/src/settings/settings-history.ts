import { actorOf } from '@soulsync/contracts';
import type { SettingChange, SettingsEvent } from '@soulsync/contracts';

/** Who changed what in one section, newest first; of a secret that it was set or removed. */
export function settingsHistory(events: readonly SettingsEvent[], section: string): readonly SettingChange[] {
  return events
    .filter(({ data }) => data.section === section)
    .flatMap(changesIn)
    .reverse();
}

function changesIn({ type, data }: SettingsEvent): readonly SettingChange[] {
  const { at } = data;
  const by = actorOf(data.by).id;
  switch (type) {
    case 'SettingsChanged':
      return Object.entries(data.new).map(([name, value]) => ({ at, by, name, old: data.old[name] ?? null, new: value, secret: null }));
    case 'SecretSet':
      return [{ at, by, name: data.name, old: null, new: null, secret: 'set' }];
    case 'SecretRemoved':
      return [{ at, by, name: data.name, old: null, new: null, secret: 'removed' }];
  }
}
