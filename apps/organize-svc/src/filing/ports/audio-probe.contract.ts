import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AudioProbe } from './audio-probe.js';

export interface ProbedFile {
  readonly path: string;
  readonly extension: string;
}

export interface AudioProbeUnderTest {
  readonly probe: AudioProbe;
  /** Two seconds of music; another `tune` is other music. */
  song(song: { readonly title: string; readonly artist: string; readonly tune: number }): Promise<ProbedFile>;
  /** The same file without its end. */
  cutShort(file: ProbedFile): Promise<ProbedFile>;
  text(words: string): Promise<ProbedFile>;
  end(): Promise<void>;
}

/** What filing relies on when it asks what a file is. */
export function audioProbeContract(name: string, lossless: boolean, open: () => Promise<AudioProbeUnderTest>): void {
  describe(`asking what a file is: ${name}`, () => {
    let on: AudioProbeUnderTest;
    beforeEach(async () => {
      on = await open();
    });
    afterEach(() => on.end());
    const asked = ({ path, extension }: ProbedFile) => on.probe.probe(path, extension);
    const music = ({ path, extension }: ProbedFile) => on.probe.payloadHash(path, extension);

    it('answers its sound and its names', async () => {
      const song = await on.song({ title: 'Café Noir', artist: 'Ида', tune: 1 });
      const { audio, damage } = await asked(song);
      expect(damage).toBeNull();
      expect(audio).toMatchObject({ title: 'Café Noir', artist: 'Ида', lossless, format: song.extension });
      expect(Math.abs((audio?.durationMs ?? 0) - 2_000)).toBeLessThan(200);
    });

    it('answers that one is no audio, whatever its name says', async () => {
      expect(await asked(await on.text('all of it words'))).toEqual({ audio: null, damage: null });
      expect(await asked(await on.text(''))).toEqual({ audio: null, damage: null });
    });

    it('finds that one was cut short', async () => {
      const { audio, damage } = await asked(await on.cutShort(await on.song({ title: 'Song', artist: 'Ida', tune: 1 })));
      expect(audio === null || damage !== null || (audio.durationMs ?? 0) < 1_700).toBe(true);
    });

    it('throws where none can be read: that says nothing of it', async () => {
      await expect(asked({ path: '/nowhere/song.flac', extension: 'flac' })).rejects.toMatchObject({ code: 'ENOENT' });
      await expect(music({ path: '/nowhere/song.flac', extension: 'flac' })).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('knows the music again under other tags, and other music from it', async () => {
      const hashes = [
        await music(await on.song({ title: 'Song', artist: 'Ida', tune: 1 })),
        await music(await on.song({ title: 'Called otherwise, and at length', artist: 'Somebody', tune: 1 })),
        await music(await on.song({ title: 'Song', artist: 'Ida', tune: 2 })),
      ];
      expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(hashes[1]).toBe(hashes[0]);
      expect(hashes[2]).not.toBe(hashes[0]);
    });
  });
}
