import type { SettingsSectionReport } from '@soulsync/contracts';
import { Invalid } from '@soulsync/service-kit';
import { looksOld, oldConfigPlan } from './old-config.js';
import { isJsonObject } from './planned-settings.js';
import type { JsonObject, Planned } from './planned-settings.js';

/** `{"soulsync": 1, "settings": {"acquire-svc.slskd": {"url": "http://slskd:5030", "apiKey": "…"}}}` */
export interface SettingsFile {
  readonly soulsync: 1;
  readonly settings: Readonly<Record<string, JsonObject>>;
}

/** Throws Invalid for what is neither our own file nor that of the program before. */
export function planOf(file: unknown): readonly Planned[] {
  if (!isJsonObject(file)) throw unreadable('is no JSON object');
  if (!('soulsync' in file)) {
    if (looksOld(file)) return oldConfigPlan(file);
    throw unreadable('is neither a settings file of SoulSync nor a config.json of the program before it');
  }
  if (file['soulsync'] !== 1) throw unreadable(`is of another version of SoulSync (${JSON.stringify(file['soulsync'])}); this one reads 1`);
  const { settings } = file;
  if (!isJsonObject(settings)) throw unreadable('has no object "settings"');
  return Object.entries(settings).flatMap(([id, values]): readonly Planned[] =>
    isJsonObject(values) ? Object.entries(values).map(([name, value]) => planned(id, name, value)) : [{ key: id, why: 'Not an object.' }],
  );
}

function planned(id: string, name: string, value: unknown): Planned {
  const key = `${id}.${name}`;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? { key, id, name, value }
    : { key, why: 'Must be a text, a number, true, false or null.' };
}

const unreadable = (why: string) => new Invalid({ file: why });

/** What people set, as a file; never a secret, and nothing that a variable sets. */
export function settingsFileOf(sections: readonly SettingsSectionReport[]): SettingsFile {
  const settings = sections.flatMap(({ id, settings: all }) => {
    const set = all.filter(({ isSecret, source }) => !isSecret && source === 'settings').map(({ name, value }) => [name, value] as const);
    return set.length === 0 ? [] : [[id, Object.fromEntries(set)] as const];
  });
  return { soulsync: 1, settings: Object.fromEntries(settings) };
}
