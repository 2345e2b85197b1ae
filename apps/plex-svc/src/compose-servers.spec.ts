import { describe, expect, it } from '@jest/globals';
import type { HealthIssueRaised } from '@soulsync/contracts';
import { MusicFolderSettings, Secret } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { Subject } from 'rxjs';
import type { PlexConnection } from './adapters/plex/plex-connection.js';
import { liveServers, sayWhatIsSetUp } from './compose-servers.js';
import type { PlexConfig } from './config.js';
import { FolderSettings, JellyfinSettings, LibrarySettings, plexSettings, PlexSettings, SubsonicSettings } from './settings.js';

/** Sections as they are kept in force: another instance after each change. */
function lab() {
  const sections = new Map<object, object>([[MusicFolderSettings, Object.assign(new MusicFolderSettings(), { musicDir: '/music' })]]);
  const changes = new Subject<object>();
  const settings = {
    of: (Section: new () => object) => {
      if (!sections.has(Section)) sections.set(Section, new Section());
      return { now: () => sections.get(Section), changes };
    },
  } as unknown as Kit<PlexConfig>['settings']; // what the set of servers asks
  const issues = new Set<string>();
  const forgotten: string[] = [];
  const kit = {
    config: { dataDir: '/data' },
    settings,
    health: {
      list: () => [...issues].map((code) => ({ code })),
      raise: ({ code }: HealthIssueRaised) => issues.add(code),
      clear: (code: string) => issues.delete(code),
    },
    connections: { forget: (system: string) => forgotten.push(system) },
    external: { client: () => ({}) },
  } as unknown as Kit<PlexConfig>; // likewise
  const connection = { client: {}, state: () => ({ serverId: null }) } as unknown as PlexConnection;
  const live = plexSettings(kit);
  const servers = liveServers(kit, live, connection);
  sayWhatIsSetUp(kit, live, servers);
  return {
    servers,
    issues,
    forgotten,
    kinds: () => servers.all().map(({ kind }) => kind),
    set<S extends object>(Section: new () => S, values: Partial<S>) {
      sections.set(Section, Object.assign(new Section(), values));
      changes.next({});
    },
  };
}

describe('the servers that the library is read from', () => {
  it('are the music folder alone, until another is named and set up', () => {
    const { kinds, issues, set } = lab();
    expect(kinds()).toEqual(['folder']);
    set(LibrarySettings, { servers: 'subsonic,folder' });
    expect([kinds(), [...issues]]).toEqual([['folder'], ['media-server-not-set-up:subsonic']]);
    set(SubsonicSettings, { url: 'http://127.0.0.1:4533', user: 'ida', password: new Secret('pass') });
    expect([kinds(), [...issues]]).toEqual([['subsonic', 'folder'], []]);
  });

  it('are the same objects until something about one of them changes', () => {
    const { servers, set } = lab();
    set(JellyfinSettings, { url: 'http://127.0.0.1:8096', apiKey: new Secret('k') });
    set(LibrarySettings, { servers: 'jellyfin,folder' });
    const [jellyfin, folder] = servers.all();
    expect(servers.all()).toBe(servers.all());
    set(PlexSettings, { pageSize: 20 }); // of a server that is not used
    expect(servers.all()).toEqual([jellyfin, folder]);
    set(JellyfinSettings, { url: 'http://127.0.0.1:8097', apiKey: new Secret('k') });
    expect(servers.all()[0]).not.toBe(jellyfin);
    expect(servers.all()[1]).toBe(folder);
    set(FolderSettings, { pollSeconds: 5 });
    expect(servers.all()[1]).not.toBe(folder);
  });

  it('follow the music folder to another place, and are without it while none is set', () => {
    const { servers, kinds, issues, set } = lab();
    const before = servers.all()[0];
    set(MusicFolderSettings, { musicDir: '/srv/music' });
    expect(kinds()).toEqual(['folder']);
    expect(servers.all()[0]).not.toBe(before);
    set(MusicFolderSettings, {});
    expect([kinds(), [...issues]]).toEqual([[], ['media-server-not-set-up:folder']]);
  });

  it('leave nothing behind that speaks of one that is no longer used', () => {
    const { kinds, issues, forgotten, set } = lab();
    set(JellyfinSettings, { url: 'http://127.0.0.1:8096', apiKey: new Secret('k') });
    set(LibrarySettings, { servers: 'jellyfin' });
    issues.add('library-unreadable:jellyfin').add('paths:jellyfin').add('library-gone:attic.3');
    forgotten.splice(0);
    set(LibrarySettings, { servers: 'plex' });
    expect([kinds(), [...issues], forgotten]).toEqual([['plex'], [], ['jellyfin']]);
  });

  it('ask Jellyfin in one way only: a user and a key beside it set up none', () => {
    const { kinds, issues, set } = lab();
    set(LibrarySettings, { servers: 'jellyfin' });
    set(JellyfinSettings, { url: 'http://127.0.0.1:8096', user: 'Ida', apiKey: new Secret('k') });
    expect([kinds(), [...issues]]).toEqual([[], ['media-server-not-set-up:jellyfin']]);
  });
});
