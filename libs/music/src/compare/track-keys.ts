import { keysOfAll } from '../artists/parse-artists.js';
import { compactKey, foldKeys, foldText } from '../normalise/fold-text.js';
import { memo } from '../normalise/memo.js';
import { withOneHanForm } from '../normalise/han-forms.js';
import { titleKey } from '../normalise/title-key.js';

import { secondNames } from '../titles/second-names.js';
import { parseTitle } from '../titles/parse-title.js';
import { keysOf } from './compare-titles.js';
import { ID3V1_SIGNS } from './title-variants.js';
import { hashOf, hashPrefix, mixed } from './hashes.js';
import { ARTISTS_INDEXED, plainCredit, plainTitle } from './plain-keys.js';
import { shapeOf } from './shape.js';
import type { Shape } from './shape.js';
import { isrcKeysOf, mbidKey } from './tracks.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

/** A title up to its first bracket, dash or guest: what it is filed under. The comparison reads it in full. */
const head = /^(.+?)(?:\s*[([{【〔〈《]|\s+[-‐‑–—−─~|/]+\s|\s-(?=\S)|(?<=\S)-\s|\s(?:feat|ft|featuring|with)\b)/iu;

const mayHaveHead = /[([{【〔〈《‐‑–—−─~|/-]|\s(?:feat|ft|featuring|with)\b|^\d/i;

/** Compact keys a title may be asked for by; the first is that of its head. */
function titleKeysOf(title: string, artist: string): readonly string[] {
  const whole = compactKeys(title);
  if (!mayHaveHead.test(title) && namesBeside(title).length === 0) return whole;
  const [, start] = head.exec(title) ?? [];
  if (start === undefined && !/^\d/.test(title) && namesBeside(title).length === 0) return whole;
  const keys = new Set(start === undefined ? whole : compactKeys(start));
  for (const key of whole) keys.add(key);
  const unnumbered = /^(?:0\d|[12]\d)[\s.-]+(\p{L}.*)$/u.exec(title)?.[1];
  if (unnumbered) for (const key of titleKeysOf(unnumbered, artist)) keys.add(key);
  // "Artist - Title", and "(Brackets) Title".
  const dash = /^(.{1,120}?)\s+[-–—]\s+(\S.*)$/u.exec(title);
  if (dash?.[1] && dash[2] && foldText(dash[1]) === foldText(artist)) for (const key of titleKeysOf(dash[2], artist)) keys.add(key);
  for (const name of namesBeside(title)) for (const key of compactKeys(name)) keys.add(key);
  if (/^[([{]/.test(title)) for (const key of compactKeys(title.replace(/^[([{][^)\]}]*[)\]}]\s*/, ''))) keys.add(key);
  return [...keys].filter((key) => key !== '').slice(0, TITLES_INDEXED);
}

const TITLES_INDEXED = 6;
/** In UTF-16 units; nothing real is longer. */
const LONGEST_TITLE = 400;

/** Han signs in one form: what is filed is found in any. */
function compactKeys(text: string): readonly string[] {
  const keys = foldKeys(text);
  return keys.length === 1 ? [compactKey(titleKey(keys[0] ?? ''))] : unique(keys.map((key) => withOneHanForm(compactKey(titleKey(key)))));
}

function unique<Key>(keys: readonly Key[]): readonly Key[] {
  return [...new Set(keys)];
}

const cutKeys = (title: string) => (title.length > ID3V1_SIGNS ? compactKeys(title.slice(0, ID3V1_SIGNS)) : []);

/** The names of a title that bears two. */
function namesBeside(title: string): readonly string[] {
  const { parted, runs } = secondNames(title);
  return parted.length > 0 ? parted : runs;
}

/** Of the names in a credit, its parts and wholes. */
const hashesOfCredit = (credit: string): readonly number[] => plainCredit(credit) ?? creditByRules(credit);

/** What a credit is filed under, by all rules. Credits repeat from track to track. */
export const creditByRules = memo(20_000, (credit: string): readonly number[] => namesIn([credit]));

function namesIn(credits: readonly string[]): readonly number[] {
  const { wholes, atoms } = keysOfAll(credits);
  return unique([...wholes.flat(), ...atoms.flat()].map(withOneHanForm))
    .slice(0, ARTISTS_INDEXED)
    .map((name) => hashOf(name));
}

const idPrefix = hashPrefix('# ');
/** What documents stand under: an identifier, a title, an artist, or both; told apart by what is mixed in. */
export const underId = (trackId: string) => hashOf(trackId, idPrefix);
const underTitle = (title: number) => mixed(title, 0x7469);
const underArtist = (artist: number) => mixed(artist, 0x6172);
const underBoth = (artist: number, title: number) => mixed(artist, title);

/** The guests a title names; undefined when it names none. */
export const guestIn = (title: string): string | undefined => /[\s([](?:feat|ft|featuring|with)\b\.?\s+([^)\]]+)/i.exec(title)?.[1];

interface Entry {
  /** Of keys. */
  readonly hashes: readonly number[];
  readonly shape: Shape;
}

/** What a track is filed under. */
export function entryOf(track: LibraryTrack): Entry {
  const title = track.title.slice(0, LONGEST_TITLE);
  const plain = plainTitle(title, track.artist);
  const { hashes: titles, shape } = plain ?? titleByRules(title, track.artist);
  const guest = plain === null || plain.mayHaveGuests ? guestIn(title) : undefined;
  const hashes = titles.map(underTitle);
  addIdentifiers(track, hashes);
  for (const artist of artistsOf(track, guest)) {
    hashes.push(underArtist(artist));
    for (const one of titles) hashes.push(underBoth(artist, one));
  }
  return { hashes, shape };
}

/** What a title is filed under, by all rules. */
export function titleByRules(title: string, artist: string): Entry {
  const keys = titleKeysOf(title, artist);
  return { hashes: keys.map((key) => hashOf(key)), shape: shapeOf(keys[0] ?? '') };
}

function artistsOf({ artist, albumArtist }: LibraryTrack, guest: string | undefined): Iterable<number> {
  const credited = hashesOfCredit(artist);
  if (guest === undefined && (albumArtist === null || albumArtist === artist)) return credited;
  return new Set([
    ...credited,
    ...(albumArtist === null ? [] : hashesOfCredit(albumArtist)),
    ...(guest === undefined ? [] : hashesOfCredit(guest)),
  ]);
}

function addIdentifiers({ mbid, guid, ...codes }: Pick<WantedTrack, 'isrc' | 'otherIsrcs' | 'mbid' | 'guid'>, hashes: number[]): void {
  const add = (tier: number, key: string | null) => key !== null && hashes.push(hashOf(`${tier} ${key}`));
  for (const key of isrcKeysOf(codes)) add(0, key);
  if (mbid) add(1, mbidKey(mbid));
  if (guid !== null && guid !== undefined) add(2, guid);
}

export interface WantedKeys {
  /** By identifier, or by artist and title. */
  readonly exact: readonly number[];
  readonly titles: readonly number[];
  readonly artists: readonly number[];
  readonly shapes: readonly Shape[];
}

export function keysOfWanted(wanted: WantedTrack): WantedKeys {
  const parsed = parseTitle(wanted.title, { album: wanted.album, artists: wanted.artists });
  const read = keysOf(parsed);
  const titles = [
    ...new Set([
      ...read.compact,
      ...read.short,
      ...read.unnumbered,
      ...titleKeysOf(wanted.title.slice(0, LONGEST_TITLE), wanted.artists[0] ?? ''),
      compactKey(foldText(wanted.title)),

      ...cutKeys(wanted.title),
    ]),
  ];
  const artists = namesIn([...wanted.artists, ...parsed.featured]);
  const titleHashes = titles.map((title) => hashOf(title));
  const identifiers: number[] = [];
  addIdentifiers(wanted, identifiers);
  return {
    exact: [...identifiers, ...artists.flatMap((artist) => titleHashes.map((title) => underBoth(artist, title)))],
    titles: titleHashes.map(underTitle),
    artists: artists.map(underArtist),
    shapes: [...new Set([...read.compact, ...read.short])].map(shapeOf),
  };
}
