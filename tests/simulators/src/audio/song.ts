import { writeFileSync } from 'node:fs';
import { flacFile } from './flac.js';
import { mp3File } from './mp3.js';
import { mp4File } from './mp4.js';
import { oggOpusFile } from './ogg.js';
import type { Tags } from './tags.js';

export type Container = 'flac' | 'mp3' | 'm4a' | 'opus';

export interface Song {
  readonly container: Container;
  readonly durationS: number;
  readonly tags: Tags;
  /** Where in the tune it begins: different songs have different bytes. */
  readonly tune: number;
  /** FLAC only: bytes that are no music. */
  readonly paddingBytes?: number;
  /** Opus only: further comments, as large as they may be. */
  readonly comments?: readonly (readonly [string, string])[];
}

/** A whole, tagged, audible file; its real length is within 50 ms of `durationS`. */
export function songBytes({ container, durationS, tags, tune, paddingBytes, comments }: Song): Buffer {
  switch (container) {
    case 'flac':
      return flacFile(durationS, tags, tune, paddingBytes);
    case 'mp3':
      return mp3File(durationS, tags, tune);
    case 'm4a':
      return mp4File(durationS, tags, tune);
    case 'opus':
      return oggOpusFile(durationS, tags, tune, comments);
  }
}

export const writeSong = (path: string, song: Song): void => writeFileSync(path, songBytes(song));
