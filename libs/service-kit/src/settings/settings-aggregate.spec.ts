import { describe, expect, it } from '@jest/globals';
import type { SettingsEvent } from '@soulsync/contracts';
import { settings } from './settings-aggregate.js';
import type { SettingsCommand } from './settings-aggregate.js';

const at = '2026-11-30T12:00:00.000Z';
const by = 'account:ada';
const when = (given: readonly SettingsEvent[], command: SettingsCommand) =>
  settings.decide(command, given.reduce(settings.evolve, settings.initialState));
const change = (values: Record<string, string | number | null>): SettingsCommand => ({
  type: 'ChangeSettings',
  data: { section: 'slskd', values, by, at },
});
const changed = (old: Record<string, string | number | null>, now: Record<string, string | number | null>): SettingsEvent => ({
  type: 'SettingsChanged',
  data: { section: 'slskd', old, new: now, by, at },
});

describe('the settings of a service', () => {
  it('tell what changed, with what was there before', () => {
    expect(when([], change({ url: 'http://a', gapMs: 5 }))).toEqual([changed({ url: null, gapMs: null }, { url: 'http://a', gapMs: 5 })]);
    expect(when([changed({ url: null }, { url: 'http://a' })], change({ url: 'http://b' }))).toEqual([
      changed({ url: 'http://a' }, { url: 'http://b' }),
    ]);
  });

  it('tell nothing where nothing changes, and of a form only what does', () => {
    const given = [changed({ url: null, gapMs: null }, { url: 'http://a', gapMs: 5 })];
    expect(when(given, change({ url: 'http://a' }))).toEqual([]);
    expect(when(given, change({ url: 'http://a', gapMs: 6 }))).toEqual([changed({ gapMs: 5 }, { gapMs: 6 })]);
  });

  it('take a value back, once', () => {
    const given = [changed({ url: null }, { url: 'http://a' })];
    expect(when(given, change({ url: null }))).toEqual([changed({ url: 'http://a' }, { url: null })]);
    expect(when([...given, changed({ url: 'http://a' }, { url: null })], change({ url: null }))).toEqual([]);
  });

  it('keep sections apart', () => {
    const other: SettingsCommand = { type: 'ChangeSettings', data: { section: 'searches', values: { url: 'http://a' }, by, at } };
    expect(when([changed({ url: null }, { url: 'http://a' })], other)).toHaveLength(1);
  });

  it('tell of a secret that it was set, each time, and that it was removed, once', () => {
    const named = { section: 'slskd', name: 'apiKey', by, at };
    const set: SettingsEvent = { type: 'SecretSet', data: { ...named, keyId: 'k' } };
    const remove: SettingsCommand = { type: 'RemoveSecret', data: named };
    expect(when([set], { type: 'SetSecret', data: set.data })).toEqual([set]);
    expect(when([set], remove)).toEqual([{ type: 'SecretRemoved', data: named }]);
    expect(when([set, { type: 'SecretRemoved', data: named }], remove)).toEqual([]);
    expect(when([], remove)).toEqual([]);
  });
});
