import { fillerAlbums, fillerArtists, fillerWords } from '../world/filler.js';

export interface GeneratedSize {
  readonly albums: number;
  readonly tracksPerAlbum: number;
  /** Another seed, other names. */
  readonly seed?: string;
}

export const ALBUMS_OF_AN_ARTIST = 5;
export const MADE_UP_BITRATE_KBPS = 912;
const FIRST_ADDED_S = 1_700_000_000;
/** Albums were added one after the other. */
const BETWEEN_ALBUMS_S = 600;

/** A number from any text; the same text, the same number. */
export const saltOf = (seed: string): number =>
  hash(
    0,
    [...seed].reduce((sum, letter) => Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0), 7),
  );

export const artistName = (at: number, salt: number) => `${pick(fillerArtists, at, salt)} ${at + 1}`;
export const albumName = (at: number, salt: number) => `${pick(fillerAlbums, at, salt)} ${at + 1}`;
export const trackName = (at: number, salt: number) => `${pick(fillerWords, at, salt)} ${pick(fillerWords, at, salt + 1)} ${at + 1}`;
export const yearOf = (at: number, salt: number) => 1960 + (hash(at, salt) % 65);
export const lengthMs = (at: number, salt: number) => 120_000 + (hash(at, salt) % 240_000);
export const sizeOf = (durationMs: number) => Math.round((durationMs * MADE_UP_BITRATE_KBPS) / 8);
/** Relative to the music folder. `n`: its number on the album. */
export const fileName = (artist: string, album: string, year: number | null, n: number, title: string) =>
  `${artist}/${album} (${year ?? 0})/1-${String(n).padStart(2, '0')} ${title}.flac`;
export const addedAtS = (album: number) => FIRST_ADDED_S + album * BETWEEN_ALBUMS_S;

/** 24 digits that name the thing of this kind at this place. */
export const hexOf = (at: number, salt: number, kind: number) =>
  hash(at, salt + kind)
    .toString(16)
    .padStart(8, '0') + at.toString(16).padStart(16, '0');
export const uuidOf = (at: number, salt: number, kind: number) =>
  hexOf(at, salt, kind).replace(/^(.{8})(.{4})(.{12})$/, '$1-$2-4000-8000-$3');

const pick = (words: readonly string[], at: number, salt: number) => words[hash(at, salt) % words.length] ?? '';

/** 32 bits that look like chance. */
function hash(at: number, salt: number): number {
  let mixed = Math.imul(at ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
