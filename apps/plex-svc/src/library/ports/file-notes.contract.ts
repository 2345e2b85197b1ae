import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FileNote, FileNotes } from './file-notes.js';

const note = (path: string, title = 'Signal Fires'): FileNote => ({
  path,
  state: { mtimeMs: 1_732_562_755_123.4567, ctimeMs: 1_732_562_755_124.5, sizeBytes: 5_000_000_000 },
  read: {
    kind: 'tags',
    tags: {
      title,
      artist: 'Old Ferry',
      albumArtist: null,
      album: 'Crossings',
      year: 2001,
      discNumber: 1,
      trackNumber: 1,
      durationMs: 3_000,
      isrc: null,
      mbid: null,
      format: 'flac',
      bitrateKbps: 900,
      sampleRateHz: 44_100,
      bitDepth: 16,
      picture: true,
      sheetSongs: null,
      garbled: false,
    },
  },
});
const empty = (path: string): FileNote => ({ ...note(path), read: { kind: 'unread', reason: 'empty', detail: 'the file has no bytes' } });
const FIRST = 'Old Ferry/Crossings/01 Signal Fires.flac';
const SECOND = 'Old Ferry/Crossings/02 Gravel Road.flac';
const BELOW = 'Old Ferry/Crossings/Disc 2/01.flac';
const ROOT = 'loose.mp3';
/** Longer than an index takes. */
const LONG = `${'A very long name of a folder/'.repeat(120)}01.flac`;

/** What every store of notes on files keeps. */
export function fileNotesContract(name: string, open: () => Promise<FileNotes>): void {
  describe(`the notes on files: ${name}`, () => {
    let notes: FileNotes;
    const folders = async () => {
      const found: string[] = [];
      for await (const folder of notes.folders()) found.push(folder);
      return found.sort();
    };
    beforeAll(async () => {
      notes = await open();
    }, 60_000); // a database may have to start

    it('give back exactly what was kept, of those asked for', async () => {
      const kept = [note(FIRST), note(SECOND), note(BELOW), empty(ROOT), note(LONG)];
      await notes.keep(kept);
      expect(await notes.find([FIRST, ROOT, LONG, 'nobody'])).toEqual(
        new Map([
          [FIRST, note(FIRST)],
          [ROOT, empty(ROOT)],
          [LONG, note(LONG)],
        ]),
      );
      expect(await notes.count()).toBe(5);
    });

    it('know what lies right in a folder, and which folders there are', async () => {
      expect([...(await notes.inFolders(['Old Ferry/Crossings'])), '|', ...(await notes.inFolders(['']))].sort()).toEqual(
        [FIRST, SECOND, ROOT, '|'].sort(),
      );
      expect(await folders()).toEqual(
        ['', 'Old Ferry/Crossings', 'Old Ferry/Crossings/Disc 2', LONG.slice(0, LONG.lastIndexOf('/'))].sort(),
      );
    });

    it('keep the last note of a path, also of two in one call', async () => {
      await notes.keep([note(FIRST, 'Once'), note(FIRST, 'Twice')]);
      expect((await notes.find([FIRST])).get(FIRST)).toEqual(note(FIRST, 'Twice'));
      expect(await notes.count()).toBe(5);
    });

    it('forget what they are told to, and nothing else', async () => {
      await notes.forget([FIRST, BELOW, 'nobody']);
      expect(await notes.find([FIRST, SECOND, BELOW])).toEqual(new Map([[SECOND, note(SECOND)]]));
      expect(await notes.count()).toBe(3);
    });
  });
}
