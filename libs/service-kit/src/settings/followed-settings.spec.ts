import { beforeEach, describe, expect, it } from '@jest/globals';
import { inMemoryEventStore } from '@soulsync/event-store';
import type { CommandContext, EventStore } from '@soulsync/event-store';
import { systemClock } from '../clock.js';
import type { Environment } from '../config.js';
import { healthIssues } from '../health.js';
import type { SecretStore } from '../secrets.js';
import { followedSettings } from './followed-settings.js';
import { LengthSettings, MusicFolderSettings } from './shared-sections.js';
import { serviceSettings } from './service-settings.js';

const noSecrets: SecretStore = {
  get: async () => null,
  set: async () => ({ keyId: 'key' }),
  remove: async () => undefined,
  fingerprint: (secret) => secret.reveal(),
};

describe('settings of another service', () => {
  let store: EventStore;
  let asked = 0;
  beforeEach(() => {
    store = inMemoryEventStore();
  });
  const context = (): CommandContext => ({
    commandId: `c${(asked += 1)}`,
    correlationId: 'test',
    causationId: null,
    actor: { kind: 'account', id: 'ada' },
    traceparent: null,
    time: '2026-11-30T12:00:00.000Z',
  });
  const owner = (onChanged = (_: string) => undefined as void) =>
    serviceSettings({
      service: 'organize-svc',
      sections: [MusicFolderSettings, LengthSettings],
      environment: {},
      store,
      secrets: noSecrets,
      health: healthIssues(systemClock, () => undefined),
      onChanged,
    });
  const follow = (environment: Environment = {}) =>
    followedSettings([{ owner: 'organize-svc', section: MusicFolderSettings }], store, environment);

  it('are there whoever starts first, and whether their owner runs', async () => {
    const before = await follow();
    expect(before.of(MusicFolderSettings)?.now().musicDir).toBeUndefined();
    const told: string[] = [];
    await (await owner((id) => void told.push(id))).change('files', { musicDir: '/srv/music' }, context());
    expect(told).toEqual(['organize-svc.files']);
    const heard: (string | undefined)[] = [];
    before.of(MusicFolderSettings)?.changes.subscribe(({ musicDir }) => heard.push(musicDir));
    await before.refresh();
    await before.refresh();
    expect(heard).toEqual(['/srv/music']);
    expect(before.of(MusicFolderSettings)?.now().musicDir).toBe('/srv/music');
    expect((await follow()).of(MusicFolderSettings)?.now().musicDir).toBe('/srv/music');
  });

  it('change only when theirs change', async () => {
    const followed = await follow();
    const heard: unknown[] = [];
    followed.of(MusicFolderSettings)?.changes.subscribe((now) => heard.push(now));
    await (await owner()).change('lengths', { longerByMs: 1 }, context());
    await followed.refresh();
    expect(heard).toEqual([]);
    expect(followed.of(LengthSettings)).toBeNull();
  });

  it('yield to a variable that this service was given, and to no bad value', async () => {
    await (await owner()).change('files', { musicDir: '/srv/music', musicMinFreeMb: 5 }, context());
    const live = (await follow({ SOULSYNC_MUSIC_DIR: '/mnt/music' })).of(MusicFolderSettings);
    expect(live?.now()).toMatchObject({ musicDir: '/mnt/music', musicMinFreeMb: 5 });
    expect(live?.reports().map(({ name, source }) => [name, source])).toEqual([
      ['musicDir', 'environment'],
      ['musicMinFreeMb', 'settings'],
    ]);
  });

  it('stand above a default that came with the start', async () => {
    const environment = { SOULSYNC_MUSIC_DIR_DEFAULT: '/data/music' };
    const live = (await follow(environment)).of(MusicFolderSettings);
    expect(live?.now().musicDir).toBe('/data/music');
    expect(live?.reports()[0]).toMatchObject({ source: 'default', isLocked: false, default: '/data/music' });
    await (await owner()).change('files', { musicDir: '/srv/music' }, context());
    expect((await follow(environment)).of(MusicFolderSettings)?.now().musicDir).toBe('/srv/music');
  });
});
