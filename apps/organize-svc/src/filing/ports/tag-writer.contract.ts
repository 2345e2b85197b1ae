import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { RecordingDescription, ReleaseDescription } from '@soulsync/contracts';
import type { TagWriter } from './tag-writer.js';

/** What is read back; several artists of one text are split at `; `. */
export interface ReadTags {
  readonly title: string | null;
  readonly artists: readonly string[];
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly track: number | null;
  readonly trackTotal: number | null;
  readonly disc: number | null;
  readonly discTotal: number | null;
  readonly year: number | null;
  readonly isrc: string | null;
  readonly covers: number;
}

export interface TagWriterUnderTest {
  readonly writer: TagWriter;
  /** A file with the tags `title: old, artist: old, album: old, track 1 of 1, disc 1, 1999`; answers its path. */
  file(): Promise<string>;
  read(path: string): Promise<ReadTags>;
  /** The music alone. */
  music(path: string): Promise<string>;
  end(): Promise<void>;
}

const release: ReleaseDescription = {
  ...unknownRelease,
  ...{ title: 'Minuit', kind: 'album', artists: creditsOf(['Élodie Sand']), date: '2020-02-02' },
  ...{ trackNumber: 3, trackTotal: 12, discNumber: 2, discTotal: 2 },
};
const recording: RecordingDescription = {
  ...unknownRecording,
  ...{ title: 'Café Noir', artists: creditsOf(['Élodie Sand', 'Ида']), durationMs: 66_000, isrc: 'GBXYZ2600123', release },
};
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

/** What filing relies on when it writes tags. */
export function tagWriterContract(name: string, open: () => Promise<TagWriterUnderTest>): void {
  describe(`writing tags: ${name}`, () => {
    let on: TagWriterUnderTest;
    let path: string;
    beforeEach(async () => {
      on = await open();
      path = await on.file();
    });
    afterEach(() => on.end());

    it('writes all that is known of the recording and its release', async () => {
      on.writer.writeTags(path, recording, png);
      expect(await on.read(path)).toEqual({
        title: 'Café Noir', artists: ['Élodie Sand', 'Ида'], albumArtist: 'Élodie Sand', album: 'Minuit', track: 3, trackTotal: 12, disc: 2,
        discTotal: 2, year: 2020, isrc: 'GBXYZ2600123', covers: 1,
      }); // prettier-ignore
    });

    it('numbers the title track of an album like any other', async () => {
      on.writer.writeTags(path, { ...recording, release: { ...release, title: 'Café Noir' } }, null);
      expect(await on.read(path)).toMatchObject({ album: 'Café Noir', track: 3, trackTotal: 12, disc: 2 });
    });

    it('leaves what is unknown as it was', async () => {
      const old = { title: 'Café Noir', album: 'old', track: 1, trackTotal: 1, disc: 1, year: 1999, covers: 0 };
      for (const unknown of [null, unknownRelease]) {
        on.writer.writeTags(path, { ...recording, isrc: null, release: unknown }, null);
        expect(await on.read(path)).toMatchObject(old);
      }
    });

    it('takes the first artist for the album artist where none is known', async () => {
      on.writer.writeTags(path, { ...recording, release: { ...release, artists: [] } }, null);
      expect(await on.read(path)).toMatchObject({ albumArtist: 'Élodie Sand' });
    });

    it('takes a name with a comma for one artist', async () => {
      const artists = creditsOf(['Pier, The Quiet', 'Ida']);
      on.writer.writeTags(path, { ...recording, artists, release: { ...release, artists: [] } }, null);
      expect(await on.read(path)).toMatchObject({ artists: ['Pier, The Quiet', 'Ida'], albumArtist: 'Pier, The Quiet' });
    });

    it('does the same twice, with one cover', async () => {
      on.writer.writeTags(path, recording, png);
      const once = await on.read(path);
      on.writer.writeTags(path, recording, png);
      expect(await on.read(path)).toEqual(once);
    });

    it('leaves the music alone', async () => {
      const before = await on.music(path);
      on.writer.writeTags(path, recording, png);
      expect(await on.music(path)).toBe(before);
    });
  });
}
