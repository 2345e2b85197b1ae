import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { LibraryServer, ServerTrack, SoughtFile } from './library-server.js';

/** A library over a folder that the suite may change. */
export interface LibraryLab {
  readonly server: LibraryServer;
  put(path: string, title: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** From here on it does not answer. */
  vanish(): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;
const FIRST = 'Old Ferry/Crossings/01 Signal Fires.flac';
const SECOND = 'Old Ferry/Crossings/02 Gravel Road.flac';
const OTHER = 'Ida Voss/Kitchen Songs/01 Copper Rain.flac';

const sought = (path: string): SoughtFile => ({ path, sizeBytes: null, durationMs: null, title: null });

/** What every library server keeps, whichever it is. */
export function libraryServerContract(name: string, open: () => Promise<LibraryLab>): void {
  describe(`the library server: ${name}`, () => {
    let lab: LibraryLab;
    const synced = async () => {
      const tracks: ServerTrack[] = [];
      for (const { key } of await lab.server.sections()) for await (const page of lab.server.fullSync(key)) tracks.push(...page.tracks);
      return tracks;
    };
    const scanned = async (folder: string) => {
      const { progress } = await lab.server.scan(folder);
      for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt; await delay(50)) {
        const state = await progress();
        if (state === 'settled' || state === 'unknown') return;
      }
      throw new Error('the scan did not end');
    };
    /** A server may need a moment after a scan until a row is complete. */
    const shown = async (path: string) => {
      for (const giveUpAt = Date.now() + PATIENCE_MS; Date.now() < giveUpAt; await delay(100)) {
        const track = (await lab.server.find([sought(path)], 0)).get(path);
        if (track) return track;
      }
      throw new Error(`${path} was not shown`);
    };

    beforeAll(async () => {
      lab = await open();
      await lab.put(FIRST, 'Signal Fires');
      await lab.put(OTHER, 'Copper Rain');
      await scanned('');
      await shown(FIRST);
      await shown(OTHER);
    }, 2 * PATIENCE_MS);
    afterAll(() => lab.stop());

    it('shows every track once, with a path below our folder, its tags and its length', async () => {
      const tracks = await synced();
      expect(tracks.map(({ path }) => path).sort()).toEqual([FIRST, OTHER].sort());
      const first = tracks.find(({ path }) => path === FIRST);
      expect(first).toMatchObject({ title: 'Signal Fires', artist: 'Old Ferry', album: 'Crossings' });
      expect(Math.abs((first?.durationMs ?? 0) - 3_000)).toBeLessThan(100);
    });

    it('names the same things the same, full sync after full sync', async () => {
      const ids = async () => (await synced()).map(({ serverKey, albumKey }) => `${albumKey} ${serverKey}`).sort();
      expect(await ids()).toEqual(await ids());
      expect((await lab.server.identify()).serverId).toBe((await lab.server.identify()).serverId);
      expect(new Set(await ids()).size).toBe(2);
    });

    it(
      'shows a new file after its folder was scanned, on the album of its neighbours',
      async () => {
        await lab.put(SECOND, 'Gravel Road');
        await scanned('Old Ferry/Crossings');
        const second = await shown(SECOND);
        expect(second.title).toBe('Gravel Road');
        expect(second.albumKey).toBe((await shown(FIRST)).albumKey);
      },
      2 * PATIENCE_MS,
    );

    it(
      'calls back when something changed, where it says that it does, and no more once it was told to stop',
      async () => {
        if (!(await lab.server.identify()).capabilities.changeNotifications) return;
        let calls = 0;
        const stop = lab.server.watch(() => void (calls += 1));
        for (const giveUpAt = Date.now() + PATIENCE_MS; calls === 0; await delay(500)) {
          if (Date.now() > giveUpAt) throw new Error('it never called back');
          await lab.put(SECOND, 'Gravel Road'); // written anew: a listener may have come a moment too late for the first time
          await scanned('Old Ferry/Crossings');
        }
        await stop();
        calls = 0;
        await lab.put(SECOND, 'Gravel Road');
        await scanned('Old Ferry/Crossings');
        expect(calls).toBe(0);
      },
      2 * PATIENCE_MS,
    );

    it('answers nothing for a path where nothing lies', async () => {
      expect(await lab.server.find([sought('Nobody/Nothing/01.flac')], 0)).toEqual(new Map());
    });

    it(
      'no longer shows a file that is gone once its folder was scanned',
      async () => {
        await lab.remove(SECOND);
        await scanned('Old Ferry/Crossings');
        expect((await synced()).map(({ path }) => path).sort()).toEqual([FIRST, OTHER].sort());
      },
      2 * PATIENCE_MS,
    );

    it('says that it is unavailable, and gives no empty library, when it does not answer', async () => {
      await lab.vanish();
      await expect(synced()).rejects.toMatchObject({ name: 'Unavailable' });
    });
  });
}
