import { artistKeys } from '../artists/parse-artists.js';
import { compactKey, foldText } from '../normalise/fold-text.js';
import { parseTitle } from '../titles/parse-title.js';
import { keysOf } from './compare-titles.js';
import { isrcKey } from './tracks.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

/** The library in memory, found by ISRC, by title, and by artist with a word of the title. Never looks at all tracks. */
export interface LibraryIndex {
  readonly size: number;
  upsert(track: LibraryTrack): void;
  /** Nothing happens when it is not there. */
  remove(trackId: string): void;
  has(trackId: string): boolean;
  get(trackId: string): LibraryTrack | undefined;
  /** Tracks that may be the recording, the likeliest groups first; at most `limit`. */
  candidates(wanted: WantedTrack, limit?: number): readonly LibraryTrack[];
}

const DEFAULT_LIMIT = 60;
const WORDS_INDEXED = 8;
const ARTISTS_INDEXED = 6;

export function createLibraryIndex(): LibraryIndex {
  const tracks = new Map<string, LibraryTrack>();
  const postings = new Map<string, Set<string>>();

  function remove(trackId: string): void {
    const track = tracks.get(trackId);
    if (!track) return;
    tracks.delete(trackId);
    for (const key of keysOfTrack(track)) {
      const ids = postings.get(key);
      ids?.delete(trackId);
      if (ids?.size === 0) postings.delete(key);
    }
  }

  return {
    get size() {
      return tracks.size;
    },
    has: (trackId) => tracks.has(trackId),
    get: (trackId) => tracks.get(trackId),
    remove,
    upsert(track) {
      remove(track.trackId);
      tracks.set(track.trackId, track);
      for (const key of keysOfTrack(track)) {
        const ids = postings.get(key);
        if (ids) ids.add(track.trackId);
        else postings.set(key, new Set([track.trackId]));
      }
    },
    candidates(wanted, limit = DEFAULT_LIMIT) {
      const found = new Set<string>();
      for (const key of keysOfWanted(wanted)) {
        for (const id of postings.get(key) ?? []) {
          found.add(id);
          if (found.size >= limit) break;
        }
        if (found.size >= limit) break;
      }
      return [...found].flatMap((id) => tracks.get(id) ?? []);
    },
  };
}

interface Named {
  readonly isrc: string | null;
  readonly titles: readonly string[];
  readonly words: readonly string[];
  readonly artists: readonly string[];
}

function named(title: string, credits: readonly string[], album: string | null, isrc: string | null): Named {
  const parsed = parseTitle(title, { album, artists: credits });
  const keys = keysOf(parsed);
  const artists = artistKeys([...credits, ...parsed.featured]);
  return {
    isrc: isrcKey(isrc),
    titles: [...new Set([...keys.compact, ...keys.short, ...keys.unnumbered])],
    words: [...new Set(keys.spaced.flatMap((key) => key.split(' ')))].slice(0, WORDS_INDEXED),
    artists: [...new Set([...artists.wholes.flat(), ...artists.atoms.flat()])].slice(0, ARTISTS_INDEXED),
  };
}

/** Every posting a track is listed under. */
function keysOfTrack(track: LibraryTrack): ReadonlySet<string> {
  const credits = track.albumArtist === null || track.albumArtist === track.artist ? [track.artist] : [track.artist, track.albumArtist];
  const { isrc, titles, words, artists } = named(track.title, credits, track.album, track.isrc);
  const keys = new Set<string>(titles.map((title) => `t ${title}`));
  if (isrc) keys.add(`i ${isrc}`);
  for (const artist of artists) {
    keys.add(`b ${artist}`);
    for (const title of titles) keys.add(`a ${artist} ${title}`);
    for (const word of words) keys.add(`w ${artist} ${word}`);
  }
  return keys;
}

/** Postings to look into, the most telling first. */
function* keysOfWanted(wanted: WantedTrack): Generator<string> {
  const { isrc, titles, words, artists } = named(wanted.title, wanted.artists, wanted.album, wanted.isrc);
  if (isrc) yield `i ${isrc}`;
  for (const artist of artists) for (const title of titles) yield `a ${artist} ${title}`;
  for (const title of titles) yield `t ${title}`;
  const whole = compactKey(foldText(wanted.title));
  if (!titles.includes(whole)) yield `t ${whole}`;
  for (const artist of artists) for (const word of [...words].sort((a, b) => b.length - a.length)) yield `w ${artist} ${word}`;
  for (const artist of artists) yield `b ${artist}`;
}
