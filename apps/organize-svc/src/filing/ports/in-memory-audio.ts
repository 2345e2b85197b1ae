import { createHash } from 'node:crypto';
import type { AudioProbe } from './audio-probe.js';
import type { ReadTags } from './tag-writer.contract.js';
import type { TagWriter } from './tag-writer.js';

/** A file of a spec; `null`: it is no audio. */
export type InMemoryAudio = {
  readonly tune: number;
  readonly durationMs: number;
  readonly isWhole: boolean;
  readonly tags: ReadTags;
} | null;

/** For specs: what is asked and written is in `files`, by path. */
export function inMemoryAudio(files: Map<string, InMemoryAudio>): AudioProbe & TagWriter {
  const at = (path: string): InMemoryAudio => {
    const file = files.get(path);
    if (file === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    return file;
  };
  return {
    probe: (path, extension) =>
      Promise.resolve().then(() => {
        const file = at(path);
        if (file === null) return { audio: null, damage: null };
        const { durationMs, isWhole, tags } = file;
        const sound = { lossless: true, bitrateKbps: null, sampleRateHz: 44_100, bitDepth: 16, durationMs };
        return {
          audio: { format: extension, ...sound, title: tags.title, artist: tags.artists[0] ?? null },
          damage: isWhole ? null : 'its end is missing',
        };
      }),
    payloadHash: (path) =>
      Promise.resolve().then(() =>
        createHash('sha256')
          .update(String(at(path)?.tune))
          .digest('hex'),
      ),
    writeTags(path, recording, cover) {
      const file = at(path);
      if (file === null) throw new Error(`${path} is no audio`);
      const { tags } = file;
      const year = recording.releaseDate === null ? tags.year : Number(recording.releaseDate.slice(0, 4));
      files.set(path, {
        ...file,
        tags: {
          title: recording.title,
          artists: recording.artists,
          albumArtist: recording.albumArtists[0] ?? recording.artists[0] ?? null,
          album: recording.album ?? tags.album,
          track: recording.trackNumber ?? tags.track,
          trackTotal: recording.trackTotal ?? tags.trackTotal,
          disc: recording.discNumber ?? tags.disc,
          discTotal: recording.discTotal ?? tags.discTotal,
          year,
          isrc: recording.isrc ?? tags.isrc,
          covers: cover ? 1 : tags.covers,
        },
      });
    },
  };
}
