import { describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseFile } from 'music-metadata';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { RecordingDescription } from '@soulsync/contracts';
import { writeSong } from '../simulators/src/audio/song.js';
import { payloadHash } from '../../apps/organize-svc/src/adapters/audio/payload-hash.js';
import { probe } from '../../apps/organize-svc/src/adapters/audio/probe.js';
import { mayMount, smallDisk } from '../support/small-disk.js';
import { writeTags } from '../../apps/organize-svc/src/adapters/tags/write-tags.js';

const recording: RecordingDescription = {
  ...unknownRecording,
  ...{ title: 'Café Noir', artists: creditsOf(['Élodie Sand', 'Ида']), durationMs: 66_000, isrc: 'GBXYZ2600123' },
  release: {
    ...unknownRelease,
    ...{ title: 'Minuit', artists: creditsOf(['Élodie Sand']), date: '2020-02-02' },
    ...{ trackNumber: 3, discNumber: 2, trackTotal: 12 },
  },
};
const tags = {
  title: 'old',
  artist: 'old',
  albumArtist: 'old',
  album: 'old',
  track: 1,
  trackTotal: 1,
  disc: 1,
  date: '1999',
  genre: 'Folk',
  isrc: null,
};
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Ogg Vorbis is a clip as it is; the others are written. */
const vorbis = resolve(import.meta.dirname, '../simulators/clips/vorbis-64-mono.ogg');

describe.each(['flac', 'mp3', 'm4a', 'opus', 'ogg'] as const)('tags written into %s', (container) => {
  it('read back as written, twice the same, with the cover once, and the music untouched', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soulsync-tags-'));
    try {
      const source = join(folder, `source.${container}`);
      const tagged = join(folder, `tagged.${container}`);
      if (container === 'ogg') copyFileSync(vorbis, source);
      else writeSong(source, { container, durationS: 66, tags, tune: 3 });
      copyFileSync(source, tagged);
      writeTags(tagged, recording, png);
      writeTags(tagged, recording, png);
      const { common } = await parseFile(tagged);
      expect({ ...common, isrc: common.isrc?.[0] }).toMatchObject({
        title: 'Café Noir', album: 'Minuit', albumartist: 'Élodie Sand', track: { no: 3, of: 12 }, disk: { no: 2 }, isrc: 'GBXYZ2600123',
      }); // prettier-ignore
      expect(common.artists?.join('; ')).toBe('Élodie Sand; Ида'); // MP4 holds one text
      expect(common.picture).toHaveLength(1);
      expect(await payloadHash(tagged, container)).toBe(await payloadHash(source, container));
      expect((await probe(tagged, container)).damage).toBeNull();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

(mayMount ? describe : describe.skip)('tags written where the disk is full', () => {
  it.each(['mp3', 'opus', 'flac'] as const)('fail as a full disk, not as a damaged file (%s)', async (container) => {
    const folder = mkdtempSync(join(tmpdir(), 'soulsync-tags-'));
    const disk = smallDisk(folder, 20);
    try {
      const path = join(folder, `song.${container}`);
      writeSong(path, { container, durationS: 66, tags, tune: 3 });
      await disk.fill();
      expect(() => writeTags(path, recording, Buffer.alloc(300_000, 1))).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
      disk.free();
      expect(() => writeTags(path, recording, png)).not.toThrow();
      expect(await probe(path, container)).toMatchObject({ damage: null });
    } finally {
      disk.unmount();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
