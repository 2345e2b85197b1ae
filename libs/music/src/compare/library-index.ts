import { parseTitle } from '../titles/parse-title.js';
import { sameVersions } from '../titles/version-tag.js';
import { createPostings } from './postings.js';
import { likeness } from './shape.js';
import { entryOf, keysOfWanted, underId } from './track-keys.js';
import type { WantedKeys } from './track-keys.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

/** The library in memory, found by ISRC, by title, and by artist with a title spelt nearly alike. Never looks at all tracks. */
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
const SAME_TITLE_LIMIT = 6;
/** Of an artist without the title: those spelt most alike. */
const ALIKE_LIMIT = 16;
/** Shapes less alike than this are other words; a few are shown all the same, to say that the artist is there. */
const ALIKE = 0.4;
const OTHERS_SHOWN = 3;
/** An artist's tracks that are looked at for a likely spelling. */
const SCANNED_LIMIT = 20_000;
const LENGTH_FITS_MS = 4_000;

export function createLibraryIndex(): LibraryIndex {
  /** By document number; a track that is gone leaves a hole. */
  const tracks: (LibraryTrack | undefined)[] = [];
  let shapes = new Uint32Array(2_048);
  let size = 0;
  const postings = createPostings((doc) => tracks[doc] === undefined);
  /** An album's tracks come one after the other: one string for all of them. */
  let before: LibraryTrack | undefined;
  const shared = (text: string, other: string | null | undefined) => (text === other ? other : text);

  /** -1: not there. */
  function docOf(trackId: string, hash = underId(trackId)): number {
    let found = -1;
    postings.each(hash, (doc) => {
      if (tracks[doc]?.trackId === trackId) found = doc;
      return found < 0;
    });
    return found;
  }

  function add(track: LibraryTrack, idHash: number): void {
    const doc = tracks.length;
    const { trackId, title, durationMs, isrc, mbid = null, guid = null, path } = track;
    const kept: LibraryTrack = {
      trackId,
      title,
      artist: shared(track.artist, before?.artist),
      albumArtist: track.albumArtist === null ? null : shared(shared(track.albumArtist, track.artist), before?.albumArtist),
      album: track.album === null ? null : shared(track.album, before?.album),
      durationMs,
      isrc,
      mbid,
      guid,
      path,
    };
    before = kept;
    tracks.push(kept);
    size += 1;
    if (shapes.length < tracks.length * 2) {
      const grown = new Uint32Array(shapes.length * 2);
      grown.set(shapes);
      shapes = grown;
    }
    const { hashes, shape } = entryOf(kept);
    shapes[doc * 2] = shape.low;
    shapes[doc * 2 + 1] = shape.high;
    postings.add(idHash, doc);
    for (const hash of hashes) postings.add(hash, doc);
  }

  return {
    get size() {
      return size;
    },
    has: (trackId) => docOf(trackId) >= 0,
    get(trackId) {
      const doc = docOf(trackId);
      return doc < 0 ? undefined : tracks[doc];
    },
    remove(trackId) {
      const doc = docOf(trackId);
      if (doc < 0) return;
      tracks[doc] = undefined;
      size -= 1;
    },
    upsert(track) {
      const idHash = underId(track.trackId);
      const doc = docOf(track.trackId, idHash);
      const known = doc < 0 ? undefined : tracks[doc];
      if (known && sameKeys(known, track)) {
        tracks[doc] = { ...track, artist: known.artist, albumArtist: known.albumArtist, album: known.album };
        return;
      }
      if (known) {
        tracks[doc] = undefined;
        size -= 1;
      }
      add(track, idHash);
    },
    candidates(wanted, limit = DEFAULT_LIMIT) {
      const found = new Set<number>();
      const keys = keysOfWanted(wanted);
      const collect = (hashes: Iterable<number>, most: number) => {
        const until = Math.min(limit, found.size + most);
        for (const hash of hashes) postings.each(hash, (doc) => found.size < until && (found.add(doc), true));
      };
      collect(keys.exact, limit);
      const certain = [...found].some((doc) => isLikely(wanted, tracks[doc]));
      if (!certain) {
        collect(keys.titles, SAME_TITLE_LIMIT);
        // Misspelt titles are looked for only where the artist has none of that version and length spelt alike.
        for (const doc of spelledAlike(keys, found)) if (found.size < limit) found.add(doc);
      }
      return [...found].flatMap((doc) => tracks[doc] ?? []);
    },
  };

  function spelledAlike({ artists, shapes: wantedShapes }: WantedKeys, known: ReadonlySet<number>): readonly number[] {
    const alike: { doc: number; likeness: number }[] = [];
    const seen = new Set<number>();
    let looked = 0;
    for (const hash of artists)
      postings.each(hash, (doc) => {
        looked += 1;
        if (known.has(doc) || seen.has(doc)) return looked < SCANNED_LIMIT;
        seen.add(doc);
        const low = shapes[doc * 2] ?? 0;
        const high = shapes[doc * 2 + 1] ?? 0;
        let best = 0;
        for (const shape of wantedShapes) best = Math.max(best, likeness(shape, low, high));
        if (best >= ALIKE || alike.length < OTHERS_SHOWN) alike.push({ doc, likeness: best });
        return looked < SCANNED_LIMIT;
      });
    return alike
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, ALIKE_LIMIT)
      .map(({ doc }) => doc);
  }
}

const sameKeys = (a: LibraryTrack, b: LibraryTrack) =>
  a.title === b.title &&
  a.artist === b.artist &&
  a.albumArtist === b.albumArtist &&
  a.album === b.album &&
  a.isrc === b.isrc &&
  a.mbid === (b.mbid ?? null) &&
  a.guid === (b.guid ?? null);

/** Same artist and title are given: are version and length, as far as known, the same as well? */
function isLikely(wanted: WantedTrack, track: LibraryTrack | undefined): boolean {
  if (!track) return false;
  const lengthFits =
    wanted.durationMs === null || track.durationMs === null || Math.abs(wanted.durationMs - track.durationMs) <= LENGTH_FITS_MS;
  return lengthFits && (wanted.title === track.title || sameVersions(parseTitle(wanted.title).versions, parseTitle(track.title).versions));
}
