import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MusicFolder } from './music-folder.js';

/** A music folder under test, and what its owner and other programs do there. */
export interface MusicFolderUnderTest {
  readonly folder: MusicFolder;
  /** A finished download; answers its path and its SHA-256. */
  download(text: string): Promise<{ readonly source: string; readonly sha256: string }>;
  /** Somebody else's file. */
  put(path: string, text: string): Promise<void>;
  /** null: nothing is there. */
  read(path: string): Promise<string | null>;
  /** Every file, staged ones too. */
  files(): Promise<readonly string[]>;
  end(): Promise<void>;
}

/** What filing relies on, on every file system. */
export function musicFolderContract(name: string, open: () => Promise<MusicFolderUnderTest>): void {
  describe(`the music folder: ${name}`, () => {
    let on: MusicFolderUnderTest;
    beforeEach(async () => {
      on = await open();
    }, 30_000);
    afterEach(() => on.end(), 30_000);

    const publish = async (path: string, text = 'music', filingId = 'one') => {
      const { source } = await on.download(text);
      await on.folder.hold(async (held) => held.publish(filingId, await held.stage(filingId, source, 'flac'), path));
    };

    it('has a published file whole at its place, and nothing of it in the staging', async () => {
      await publish('A/B/song.flac');
      expect(await on.read('A/B/song.flac')).toBe('music');
      expect(await on.files()).toEqual(['A/B/song.flac']);
    });

    it('never overwrites, whatever is there', async () => {
      await on.put('A/song.flac', 'of its owner');
      await on.put('A/empty.flac', '');
      await expect(publish('A/song.flac')).rejects.toMatchObject({ code: 'EEXIST' });
      await expect(publish('A/empty.flac', 'music', 'two')).rejects.toMatchObject({ code: 'EEXIST' });
      expect([await on.read('A/song.flac'), await on.read('A/empty.flac')]).toEqual(['of its owner', '']);
    });

    it('keeps what somebody put at a place when the filing that wanted it is cleared away', async () => {
      await on.put('A/empty.flac', '');
      await expect(publish('A/empty.flac')).rejects.toMatchObject({ code: 'EEXIST' });
      await on.folder.hold(async (held) => {
        await held.release('one');
        await held.clean('one');
      });
      expect(await on.files()).toEqual(['A/empty.flac']);
    });

    it('publishes two files for one place once', async () => {
      const outcomes = await Promise.allSettled([publish('song.flac', 'one', 'one'), publish('song.flac', 'other', 'two')]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(['one', 'other']).toContain(await on.read('song.flac'));
    });

    it('knows a file by its content, and that none is there', async () => {
      await publish('song.flac');
      const { sha256 } = await on.download('music');
      expect(await on.folder.holds('song.flac', sha256)).toBe(true);
      expect(await on.folder.holds('song.flac', 'another')).toBe(false);
      expect(await on.folder.holds('gone.flac', sha256)).toBe(false);
      await on.folder.hold(async (held) => {
        expect([await held.hashAt('song.flac'), await held.hashAt('gone.flac')]).toEqual([sha256, null]);
        await held.settle('song.flac');
      });
    });

    it('stages anew, and clears away what no open filing needs', async () => {
      const [first, second] = [await on.download('first'), await on.download('second')];
      await on.folder.hold(async (held) => {
        await held.stage('one', first.source, 'flac');
        await held.stage('one', second.source, 'flac');
        await held.stage('two', first.source, 'flac');
        expect([await held.staged('one', 'flac'), await held.staged('three', 'flac')]).toEqual([expect.any(String), null]);
        await held.probe();
        await held.cleanOthers(new Set(['one']));
        expect([await held.staged('one', 'flac'), await held.staged('two', 'flac')]).toEqual([expect.any(String), null]);
        await held.publish('one', (await held.staged('one', 'flac')) ?? '', 'song.flac');
        await held.clean('one');
        await held.clean('never');
      });
      expect(await on.read('song.flac')).toBe('second');
      expect(await on.files()).toEqual(['song.flac']);
    });

    it('spells a new path as it is given', async () => {
      await on.folder.hold(async (held) => expect(await held.spelled('Кино/Группа/song.flac')).toBe('Кино/Группа/song.flac'));
    });
  });
}
