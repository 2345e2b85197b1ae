import { artistKeys } from '../artists/parse-artists.js';
import { compactKey, foldText } from '../normalise/fold-text.js';
import { parseTitle } from '../titles/parse-title.js';
import { sameVersions } from '../titles/version-tag.js';
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
/** Tracks of other artists with the same title: enough to say so. */
const SAME_TITLE_LIMIT = 12;
const LENGTH_FITS_MS = 4_000;
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
      const look = (keys: Iterable<string>, most: number) => {
        const until = Math.min(limit, found.size + most);
        for (const key of keys)
          for (const id of postings.get(key) ?? []) {
            if (found.size >= until) return;
            found.add(id);
          }
      };
      const { exact, sameTitle, sameArtist } = keysOfWanted(wanted);
      look(exact, limit);
      const certain = [...found].some((id) => isLikely(wanted, tracks.get(id)));
      look(sameTitle, SAME_TITLE_LIMIT);
      // Misspelt titles are looked for only where the artist has none of that version and length spelt alike.
      if (!certain) look(sameArtist, limit);
      return [...found].flatMap((id) => tracks.get(id) ?? []);
    },
  };
}

/** Same artist and title are given: are version and length, as far as known, the same as well? */
function isLikely(wanted: WantedTrack, track: LibraryTrack | undefined): boolean {
  if (!track) return false;
  const lengthFits =
    wanted.durationMs === null || track.durationMs === null || Math.abs(wanted.durationMs - track.durationMs) <= LENGTH_FITS_MS;
  return lengthFits && (wanted.title === track.title || sameVersions(parseTitle(wanted.title).versions, parseTitle(track.title).versions));
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

interface WantedKeys {
  /** By identifier, or by artist and title. */
  readonly exact: readonly string[];
  readonly sameTitle: readonly string[];
  /** By artist and one word of the title, long words first; then all the artist has. */
  readonly sameArtist: readonly string[];
}

function keysOfWanted(wanted: WantedTrack): WantedKeys {
  const { isrc, titles, words, artists } = named(wanted.title, wanted.artists, wanted.album, wanted.isrc);
  const whole = compactKey(foldText(wanted.title));
  const longWords = [...words].sort((a, b) => b.length - a.length);
  return {
    exact: [...(isrc ? [`i ${isrc}`] : []), ...artists.flatMap((artist) => titles.map((title) => `a ${artist} ${title}`))],
    sameTitle: [...new Set([...titles, whole])].map((title) => `t ${title}`),
    sameArtist: [...artists.flatMap((artist) => longWords.map((word) => `w ${artist} ${word}`)), ...artists.map((artist) => `b ${artist}`)],
  };
}
