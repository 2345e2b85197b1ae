import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServerPlaylists } from './server-playlists.js';

/** Playlists of a server that has at least three tracks. */
export interface ServerPlaylistsLab {
  readonly serverPlaylists: ServerPlaylists;
  /** Server keys of tracks that are there. */
  readonly tracks: readonly [string, string, string];
  /** Well formed, and of no track. */
  readonly unknownTrack: string;
  readonly unknownPlaylist: string;
  readonly inPlace: boolean;
  stop(): Promise<void>;
}

/** What every server’s playlists keep, whichever server it is of. */
export function serverPlaylistsContract(name: string, open: () => Promise<ServerPlaylistsLab>): void {
  describe(`the playlists of ${name}`, () => {
    let lab: ServerPlaylistsLab;
    let [a, b, c] = ['', '', ''];
    const keysOf = async (key: string) => (await lab.serverPlaylists.read(key))?.items.map(({ serverKey }) => serverKey);
    const entriesAt = async (key: string, ...places: readonly number[]) => {
      const items = (await lab.serverPlaylists.read(key))?.items ?? [];
      return places.flatMap((place) => items[place]?.entryKey ?? []);
    };

    beforeAll(async () => {
      lab = await open();
      [a, b, c] = lab.tracks;
    }, 60_000);
    afterAll(() => lab.stop());

    it('shows a new one with its title, its entries in order and a track that is there twice', async () => {
      const key = await lab.serverPlaylists.create('Rainy drive', [b, a, b]);
      expect(await keysOf(key)).toEqual([b, a, b]);
      const [listed] = (await lab.serverPlaylists.list()).filter((playlist) => playlist.key === key);
      expect(listed).toEqual({ key, title: 'Rainy drive', count: 3, smart: false, readOnly: false });
      const items = (await lab.serverPlaylists.read(key))?.items ?? [];
      expect(new Set(items.map(({ entryKey }) => entryKey)).size).toBe(3);
      expect(items.every(({ title, artist }) => title !== '' && artist !== '')).toBe(true);
    });

    it('keeps two of the same title apart', async () => {
      const [first, second] = [await lab.serverPlaylists.create('Twins', [a]), await lab.serverPlaylists.create('Twins', [b])];
      expect(first).not.toBe(second);
      expect([await keysOf(first), await keysOf(second)]).toEqual([[a], [b]]);
    });

    it('adds at the end, in order', async () => {
      const key = await lab.serverPlaylists.create('Grows', [a]);
      await lab.serverPlaylists.add(key, [c, a, b]);
      expect(await keysOf(key)).toEqual([a, c, a, b]);
      await lab.serverPlaylists.add(key, []);
      expect(await keysOf(key)).toEqual([a, c, a, b]);
    });

    it('removes the entries named, and no other entry of the same track', async () => {
      const key = await lab.serverPlaylists.create('Shrinks', [a, b, a, c, a]);
      await lab.serverPlaylists.remove(key, await entriesAt(key, 2, 3));
      expect(await keysOf(key)).toEqual([a, b, a]);
    });

    it('replaces all entries at once and keeps the title', async () => {
      const key = await lab.serverPlaylists.create('Turns over', [a, b]);
      await lab.serverPlaylists.replace(key, [c, b, c, a]);
      expect(await keysOf(key)).toEqual([c, b, c, a]);
      expect((await lab.serverPlaylists.read(key))?.playlist).toMatchObject({ key, title: 'Turns over', count: 4 });
    });

    it('never replaces all by nothing', async () => {
      const key = await lab.serverPlaylists.create('Stays', [a]);
      await expect(lab.serverPlaylists.replace(key, [])).rejects.toThrow();
      expect(await keysOf(key)).toEqual([a]);
    });

    it('leaves out a track that the server does not have, and takes the others', async () => {
      const key = await lab.serverPlaylists.create('Gaps', [a, lab.unknownTrack, b]);
      expect(await keysOf(key)).toEqual([a, b]);
      await lab.serverPlaylists.add(key, [lab.unknownTrack, c]);
      expect(await keysOf(key)).toEqual([a, b, c]);
      await lab.serverPlaylists.replace(key, [c, lab.unknownTrack, a]);
      expect(await keysOf(key)).toEqual([c, a]);
    });

    it('says that there is no such playlist', async () => {
      expect(await lab.serverPlaylists.read(lab.unknownPlaylist)).toBeNull();
    });

    it('holds more entries than one call takes', async () => {
      const many = Array.from({ length: 450 }, (_, place) => [a, b, c][place % 3] ?? a);
      const key = await lab.serverPlaylists.create('Long', many.slice(0, 230));
      await lab.serverPlaylists.add(key, many.slice(230));
      expect(await keysOf(key)).toEqual(many);
      await lab.serverPlaylists.replace(key, [...many].reverse());
      expect(await keysOf(key)).toEqual([...many].reverse());
      const places = many.map((_, place) => place).filter((place) => place % 2 === 1);
      await lab.serverPlaylists.remove(key, await entriesAt(key, ...places));
      expect(await keysOf(key)).toEqual([...many].reverse().filter((_, place) => place % 2 === 0));
    }, 60_000);

    it('moves entries where it can, and says clearly where it can not', async () => {
      const key = await lab.serverPlaylists.create('Order', [a, b, c]);
      const [first = '', , last = ''] = await entriesAt(key, 0, 1, 2);
      if (!lab.inPlace) return expect(lab.serverPlaylists.move(key, first, last)).rejects.toThrow(/replace/);
      await lab.serverPlaylists.move(key, first, last);
      expect(await keysOf(key)).toEqual([b, c, a]);
      await lab.serverPlaylists.move(key, last, null);
      expect(await keysOf(key)).toEqual([c, b, a]);
    });
  });
}
