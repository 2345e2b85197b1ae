import { beforeEach, describe, expect, it } from '@jest/globals';
import { commandHandler, inMemoryEventStore } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { Secret, systemClock } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { PlexSettings } from '../../settings.js';
import { mediaServer } from '../domain/media-server/media-server.js';
import type { ServerAccount } from '../ports/server-account.js';
import { mediaServerSettings } from './media-server-settings.js';

type Source = 'environment' | 'settings' | 'default';

const context: CommandContext = {
  commandId: 'c1',
  correlationId: 'test',
  causationId: null,
  actor: { kind: 'account', id: 'ada' },
  traceparent: null,
  time: '2026-12-01T06:00:00.000Z',
};

/** Settings of Plex as they are in force, from one source or another. */
function lab() {
  const held = new Map<string, Secret>();
  let set = new PlexSettings();
  let source: Source = 'default';
  const reported = (name: 'url' | 'token', variable: string) => ({
    ...{ name, variable, source: set[name] === undefined ? 'default' : source },
    isLocked: set[name] !== undefined && source === 'environment',
  });
  const kit = {
    config: { secretKey: new Secret('key') },
    clock: systemClock,
    logger: { warn: () => undefined, info: () => undefined },
    secrets: {
      get: async (name: string) => held.get(name) ?? null,
      set: async (name: string, secret: Secret) => (held.set(name, secret), { keyId: 'k' }),
    },
    settings: {
      list: () => [{ section: 'plex', settings: [reported('url', 'SOULSYNC_PLEX_URL'), reported('token', 'SOULSYNC_PLEX_TOKEN')] }],
      change: async (_section: string, values: Partial<PlexSettings>) => void (set = Object.assign(new PlexSettings(), set, values)),
      removeSecret: async () => void (set = Object.assign(new PlexSettings(), set, { token: undefined })),
    },
  } as unknown as Kit<PlexConfig>; // what is asked of it
  const servers = commandHandler(inMemoryEventStore(), mediaServer);
  const plain = () => ({ ...set, url: set.url ?? undefined });
  const settings = mediaServerSettings(kit, () => plain() as PlexSettings, servers, {} as ServerAccount);
  return {
    settings,
    set(values: Partial<PlexSettings>, from: Source = 'settings') {
      set = Object.assign(new PlexSettings(), values);
      source = from;
    },
    chosen: () =>
      settings.choose({ serverId: 'attic', name: 'Attic', address: 'http://attic:32400', addresses: [] }, new Secret('chosen'), context),
    async now() {
      const target = await settings.current();
      return target && [target.serverId, target.urls[0], target.token?.reveal() ?? target.tokenTrouble];
    },
  };
}

describe('which Plex server is asked', () => {
  let on: ReturnType<typeof lab>;
  beforeEach(() => {
    on = lab();
  });
  const own = { url: 'http://cellar:32400/web/', token: new Secret('own') };

  it('is none, until one is chosen or set', async () => {
    expect(await on.now()).toBeNull();
    await on.chosen();
    expect(await on.now()).toEqual(['attic', 'http://attic:32400', 'chosen']);
  });

  it('is the one that is set, also over one that was chosen before', async () => {
    await on.chosen();
    on.set(own);
    expect(await on.now()).toEqual([null, 'http://cellar:32400', 'own']);
    expect(await on.settings.report()).toMatchObject({ addressFrom: 'stored', tokenFrom: 'stored', variables: [] });
  });

  it('is the one that was chosen after that, which takes back what was set', async () => {
    on.set(own);
    await on.chosen();
    expect(await on.now()).toEqual(['attic', 'http://attic:32400', 'chosen']);
  });

  it('is that of the variables, whatever people do', async () => {
    on.set(own, 'environment');
    await on.chosen();
    expect(await on.now()).toEqual([null, 'http://cellar:32400', 'own']);
    expect(await on.settings.report()).toMatchObject({
      addressFrom: 'environment',
      tokenFrom: 'environment',
      variables: ['SOULSYNC_PLEX_URL', 'SOULSYNC_PLEX_TOKEN'],
    });
  });

  it('can be asked for with settings that are not saved', async () => {
    await on.chosen();
    const target = await on.settings.targetOf(Object.assign(new PlexSettings(), own));
    expect([target?.urls, target?.token?.reveal()]).toEqual([['http://cellar:32400'], 'own']);
    expect(await on.now()).toEqual(['attic', 'http://attic:32400', 'chosen']);
  });

  it('lacks a token where only an address is set and none was chosen', async () => {
    on.set({ url: 'http://cellar:32400' });
    expect(await on.now()).toEqual([null, 'http://cellar:32400', 'an address is set, a token is not']);
  });
});
