import type { PlaylistUnreachableCause } from '@soulsync/contracts';
import { SourceTrouble } from './playlist-source.js';
import type { PlaylistProbe, PlaylistSource, SourceEntry } from './playlist-source.js';

export interface InMemoryPlaylistSource extends PlaylistSource {
  /** Each time it is another snapshot. */
  put(ref: string, name: string, entries: readonly SourceEntry[]): void;
  remove(ref: string): void;
  /** Of one playlist, or (`ref` null) of all; until it is told otherwise with null. */
  trouble(reason: PlaylistUnreachableCause | null, ref?: string | null): void;
}

/** A source that a test fills. */
export function inMemoryPlaylistSource(): InMemoryPlaylistSource {
  const playlists = new Map<string, PlaylistProbe & { readonly entries: readonly SourceEntry[] }>();
  const troubles = new Map<string | null, PlaylistUnreachableCause>();
  let snapshots = 0;

  function found(ref: string) {
    const trouble = troubles.get(null) ?? troubles.get(ref);
    if (trouble) throw new SourceTrouble(trouble, `the source is ${trouble}`);
    const playlist = playlists.get(ref);
    if (!playlist) throw new SourceTrouble('gone', 'there is no such playlist');
    return playlist;
  }

  return {
    async probe(ref) {
      const { name, snapshotId } = found(ref);
      return { name, snapshotId };
    },
    read: async (ref) => found(ref),
    put: (ref, name, entries) => void playlists.set(ref, { name, snapshotId: `s${(snapshots += 1)}`, entries }),
    remove: (ref) => void playlists.delete(ref),
    trouble(reason, ref = null) {
      if (reason === null) troubles.delete(ref);
      else troubles.set(ref, reason);
    },
  };
}
