import { actorOf } from '@soulsync/contracts';
import type { Instant, SettingsEvent, SettingValue, SettingValues } from '@soulsync/contracts';

export type SettingsCommand =
  | { type: 'ChangeSettings'; data: { section: string; values: SettingValues; by: string; at: Instant } }
  | { type: 'SetSecret'; data: { section: string; name: string; keyId: string; by: string; at: Instant } }
  | { type: 'RemoveSecret'; data: { section: string; name: string; by: string; at: Instant } };

export interface LastChange {
  readonly at: Instant;
  readonly by: string;
}

export interface SettingsState {
  /** By section, what was set and not taken back. */
  readonly values: Readonly<Record<string, SettingValues>>;
  /** By section, names alone. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  /** By section and name, of values and secrets. */
  readonly lastChanges: Readonly<Record<string, Readonly<Record<string, LastChange>>>>;
}

const initialState: SettingsState = { values: {}, secrets: {}, lastChanges: {} };

function decide(command: SettingsCommand, state: SettingsState): readonly SettingsEvent[] {
  switch (command.type) {
    case 'ChangeSettings': {
      const { section, values, by, at } = command.data;
      const before = state.values[section] ?? {};
      const valueBefore = (name: string): SettingValue => before[name] ?? null;
      const changed = Object.entries(values).filter(([name, value]) => valueBefore(name) !== value);
      if (changed.length === 0) return [];
      const old = Object.fromEntries(changed.map(([name]) => [name, valueBefore(name)]));
      return [{ type: 'SettingsChanged', data: { section, old, new: Object.fromEntries(changed), by, at } }];
    }
    case 'SetSecret':
      return [{ type: 'SecretSet', data: command.data }]; // another value under the same name, most likely
    case 'RemoveSecret':
      return (state.secrets[command.data.section] ?? []).includes(command.data.name) ? [{ type: 'SecretRemoved', data: command.data }] : [];
  }
}

function evolve(before: SettingsState, event: SettingsEvent): SettingsState {
  const state = withLastChanges(before, event);
  switch (event.type) {
    case 'SettingsChanged': {
      const { section, new: changed } = event.data;
      const kept = Object.entries({ ...state.values[section], ...changed }).filter(([, value]) => value !== null);
      return { ...state, values: { ...state.values, [section]: Object.fromEntries(kept) } };
    }
    case 'SecretSet':
      return withSecrets(state, event.data.section, [...others(state, event.data), event.data.name]);
    case 'SecretRemoved':
      return withSecrets(state, event.data.section, others(state, event.data));
  }
}

function withLastChanges(state: SettingsState, { type, data }: SettingsEvent): SettingsState {
  const names = type === 'SettingsChanged' ? Object.keys(data.new) : [data.name];
  const last: LastChange = { at: data.at, by: actorOf(data.by).id };
  const changed = Object.fromEntries(names.map((name) => [name, last]));
  return { ...state, lastChanges: { ...state.lastChanges, [data.section]: { ...state.lastChanges[data.section], ...changed } } };
}

const others = (state: SettingsState, { section, name: removed }: { readonly section: string; readonly name: string }) =>
  (state.secrets[section] ?? []).filter((name) => name !== removed);

const withSecrets = (state: SettingsState, section: string, secrets: readonly string[]): SettingsState => ({
  ...state,
  secrets: { ...state.secrets, [section]: secrets },
});

/** Settings of one service, under its name. */
export const settings = { aggregateType: 'settings', initialState, decide, evolve };
