import { foldKeys } from '../text/fold.js';
import { parseTitle } from '../titles/parse-title.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

export interface CandidateSource {
  /** Tracks worth comparing, best guesses first, at most `limit`. */
  candidates(wanted: WantedTrack, limit: number): readonly LibraryTrack[];
}

/** The library in memory, found by identifier, by folded title and by its words; never by a scan of all. */
export interface LibraryIndex extends CandidateSource {
  upsert(track: LibraryTrack): void;
  remove(trackId: string): void;
  get(trackId: string): LibraryTrack | undefined;
  has(trackId: string): boolean;
  readonly size: number;
}

/** A word that so many titles hold says little. */
const COMMON_WORD = 2_000;

export function createLibraryIndex(): LibraryIndex {
  const tracks = new Map<string, LibraryTrack>();
  const byIsrc = postings();
  const byTitle = postings();
  const byWord = postings();

  const titleKeys = (title: string, album: string | null) => [...new Set([...foldKeys(parseTitle(title, album).base), ...foldKeys(title)])];
  const words = (keys: readonly string[]) => [
    ...new Set(
      keys
        .flatMap((key) => key.split(' '))
        .flatMap((word) => (word.length > 3 ? [word, `^${word.slice(0, 3)}`, `$${word.slice(-3)}`] : [word])),
    ),
  ];

  function file(track: LibraryTrack, act: 'add' | 'delete'): void {
    const keys = titleKeys(track.title, track.album);
    for (const key of keys) byTitle[act](key, track.trackId);
    for (const word of words(keys)) byWord[act](word, track.trackId);
    if (track.isrc) byIsrc[act](track.isrc, track.trackId);
  }

  return {
    get size() {
      return tracks.size;
    },
    get: (trackId) => tracks.get(trackId),
    has: (trackId) => tracks.has(trackId),
    upsert(track) {
      const known = tracks.get(track.trackId);
      if (known) file(known, 'delete');
      tracks.set(track.trackId, track);
      file(track, 'add');
    },
    remove(trackId) {
      const known = tracks.get(trackId);
      if (!known) return;
      file(known, 'delete');
      tracks.delete(trackId);
    },
    candidates(wanted, limit) {
      const found = new Set<string>();
      if (wanted.isrc) for (const id of byIsrc.get(wanted.isrc)) found.add(id);
      const keys = titleKeys(wanted.title, wanted.album);
      for (const key of keys) for (const id of byTitle.get(key)) found.add(id);
      const votes = new Map<string, number>();
      for (const word of words(keys)) {
        const holders = byWord.get(word);
        if (holders.size > COMMON_WORD) continue;
        for (const id of holders) votes.set(id, (votes.get(id) ?? 0) + (word.length > 3 && !/^[\^$]/.test(word) ? 2 : 1));
      }
      for (const [id] of [...votes].sort((a, b) => b[1] - a[1]).slice(0, limit)) found.add(id);
      return [...found].slice(0, limit).flatMap((id) => tracks.get(id) ?? []);
    },
  };
}

function postings() {
  const map = new Map<string, Set<string>>();
  const none: ReadonlySet<string> = new Set();
  return {
    get: (key: string): ReadonlySet<string> => map.get(key) ?? none,
    add(key: string, id: string) {
      const known = map.get(key);
      if (known) known.add(id);
      else map.set(key, new Set([id]));
    },
    delete(key: string, id: string) {
      const known = map.get(key);
      known?.delete(id);
      if (known?.size === 0) map.delete(key);
    },
  };
}
