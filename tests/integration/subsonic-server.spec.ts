import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { StartedSupysonic } from '@soulsync/launcher';
import { serverPlaylistsContract } from '../../apps/plex-svc/src/playlists/ports/server-playlists.contract.js';
import type { LibraryServer, ServerTrack } from '../../apps/plex-svc/src/library/ports/library-server.js';
import { musicFolder } from '../support/music-folder.js';
import { subsonicAt } from '../support/subsonic.js';
import { supysonicIsHere, testSupysonic } from '../support/supysonic.js';

const songs = [
  'Old Ferry/Crossings/01 Signal Fires.flac',
  'Old Ferry/Crossings/02 Gravel Road.flac',
  'Ida Voss/Kitchen Songs/01 Copper Rain.flac',
];
const titleOf = (path: string) => path.replace(/^.*\/\d\d /, '').replace(/\.flac$/, '');

async function lab() {
  const folder = await musicFolder();
  for (const path of songs) await folder.put(path, titleOf(path));
  const supysonic = await testSupysonic(folder.music);
  return {
    ...folder,
    supysonic,
    async stop() {
      await supysonic.stop();
      await folder.clean();
    },
  };
}

async function synced(server: LibraryServer): Promise<readonly ServerTrack[]> {
  const tracks: ServerTrack[] = [];
  for (const { key } of await server.sections()) for await (const page of server.fullSync(key)) tracks.push(...page.tracks);
  return tracks;
}

(supysonicIsHere() ? describe : describe.skip)('a real Subsonic server', () => {
  serverPlaylistsContract('supysonic', async () => {
    const { supysonic, music, stop } = await lab();
    const { server } = subsonicAt(supysonic, music);
    const [a = '', b = '', c = ''] = (await synced(server)).map(({ serverKey }) => serverKey);
    if (!server.playlists) throw new Error('it has playlists');
    return {
      serverPlaylists: server.playlists,
      tracks: [a, b, c],
      unknownTrack: randomUUID(),
      unknownPlaylist: randomUUID(),
      inPlace: false,
      stop,
    };
  });

  describe('of the older kind (API 1.10, no tokens, bit/s)', () => {
    let ground: Awaited<ReturnType<typeof lab>>;
    let supysonic: StartedSupysonic;
    beforeAll(async () => {
      ground = await lab();
      ({ supysonic } = ground);
      await supysonic.cli('user', 'add', 'guest', '-p', 'guest-pass');
    }, 60_000);
    afterAll(() => ground.stop());

    it('is signed in to with the password, since it is on this machine', async () => {
      const identity = await subsonicAt(supysonic, ground.music).server.identify();
      expect(identity.capabilities).toMatchObject({
        admin: true,
        scanStatus: 'coarse',
        realPaths: true,
        playlists: 'replaced',
        folderScan: false,
      });
      const again = await subsonicAt(supysonic, ground.music).server.identify();
      expect(again.serverId).toBe(identity.serverId);
    });

    it('says that a wrong password is one, and does not repeat it', async () => {
      const { server } = subsonicAt({ ...supysonic, password: 'not-the-password' }, ground.music);
      await expect(server.identify()).rejects.toThrow(/refuses the user name or the password/);
      await expect(server.identify()).rejects.not.toThrow(/not-the-password/);
    });

    it('gives bit rates that are put right', async () => {
      const [track] = await synced(subsonicAt(supysonic, ground.music).server);
      const expected = ((track?.sizeBytes ?? 0) * 8) / (track?.durationMs ?? 1);
      expect(track?.bitrateKbps).toBeLessThan(expected * 3);
      expect(track?.bitrateKbps).toBeGreaterThan(expected / 3);
    });

    it('lets a user who is no administrator read, and says who may scan', async () => {
      const { server } = subsonicAt({ ...supysonic, user: 'guest', password: 'guest-pass' }, ground.music);
      expect((await server.identify()).capabilities).toMatchObject({ admin: false, scanStatus: 'none' });
      expect(await synced(server)).toHaveLength(songs.length);
      await expect(server.scan('')).rejects.toThrow(/does not let the user guest start a scan: make that user an administrator/);
    });

    it("shows other people's public lists, to be read only", async () => {
      const { server } = subsonicAt(supysonic, ground.music);
      const guest = subsonicAt({ ...supysonic, user: 'guest', password: 'guest-pass' }, ground.music);
      const [track] = await synced(server);
      const key = await guest.server.playlists?.create('Of the guest', [track?.serverKey ?? '']);
      await guest.client.write('updatePlaylist', { playlistId: key ?? '', public: 'true' });
      const seen = (await server.playlists?.list())?.find((playlist) => playlist.key === key);
      expect(seen).toMatchObject({ readOnly: true, smart: false });
    });

    it('shows a new album as news, and asks for a full sync when something is gone', async () => {
      const { server } = subsonicAt(supysonic, ground.music);
      const [section] = await server.sections();
      const key = section?.key ?? '';
      const pages = async (cursor: string | null) => {
        const found = [];
        for await (const page of server.changes(key, cursor)) found.push(page);
        return found;
      };
      const scanned = async () => {
        const running = await server.scan('');
        for (let state = 'queued'; state === 'queued' || state === 'running'; state = await running.progress())
          await new Promise((resolve) => setTimeout(resolve, 300));
      };
      const [begin] = await pages(null);
      expect((await pages(begin?.cursor ?? null))[0]).toMatchObject({ tracks: [], fullSyncAdvised: false });
      const fresh = 'Nina Hale/Low Tide/01 Harbour Light.flac';
      await ground.put(fresh, titleOf(fresh));
      await scanned();
      expect((await server.sections())[0]?.stamp).not.toBe(section?.stamp);
      const [news] = await pages(begin?.cursor ?? null);
      expect(news).toMatchObject({ tracks: [{ path: fresh, albumArtist: 'Nina Hale' }], fullSyncAdvised: false });
      await ground.remove(songs[1] ?? '');
      await scanned();
      expect((await pages(news?.cursor ?? null))[0]).toMatchObject({ fullSyncAdvised: true });
    }, 60_000);

    it('is one library where it has several folders that it can not read apart', async () => {
      const other = await musicFolder();
      await other.put('Else/Where/01 Far Away.flac', 'Far Away');
      await supysonic.cli('folder', 'add', 'Second', other.music);
      await supysonic.cli('folder', 'scan', '--foreground', 'Second');
      const { server } = subsonicAt(supysonic, ground.music);
      expect((await server.sections()).map(({ title }) => title)).toEqual(['Music, Second']);
      const tracks = await synced(server);
      expect(tracks.map(({ title }) => title)).toContain('Far Away');
      expect(new Set(tracks.map(({ serverKey }) => serverKey)).size).toBe(tracks.length);
      await other.clean();
    }, 60_000);
  });
});
