import type { IndexedTrack, Instant, LibraryAlbumEvent, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';

export interface AlbumHead {
  readonly title: string;
  readonly artist: string;
  readonly year: number | null;
}

export type LibraryAlbumCommand =
  /** Tracks seen on the server. `complete`: they are all of the album, so that what is not among them is gone. */
  | {
      type: 'ReportTracks';
      data: { libraryAlbumId: LibraryAlbumId; head: AlbumHead; tracks: readonly IndexedTrack[]; complete: boolean; at: Instant };
    }
  | { type: 'ReportRemoved'; data: { libraryTrackIds: readonly LibraryTrackId[]; at: Instant } };

export interface LibraryAlbum {
  readonly libraryAlbumId: LibraryAlbumId | null;
  readonly head: AlbumHead | null;
  readonly tracks: ReadonlyMap<LibraryTrackId, IndexedTrack>;
}

const initialState: LibraryAlbum = { libraryAlbumId: null, head: null, tracks: new Map() };

function decide(command: LibraryAlbumCommand, state: LibraryAlbum): readonly LibraryAlbumEvent[] {
  if (command.type === 'ReportRemoved') {
    const gone = command.data.libraryTrackIds.filter((id) => state.tracks.has(id));
    if (state.libraryAlbumId === null || gone.length === 0) return [];
    return [{ type: 'TracksRemoved', data: { libraryAlbumId: state.libraryAlbumId, libraryTrackIds: gone, removedAt: command.data.at } }];
  }
  const { libraryAlbumId, head, tracks, complete, at } = command.data;
  const events: LibraryAlbumEvent[] = [];
  if (!state.head || state.head.title !== head.title || state.head.artist !== head.artist || state.head.year !== head.year)
    events.push({ type: 'AlbumIndexed', data: { libraryAlbumId, ...head, indexedAt: at } });
  const fresh = tracks.filter((track) => !state.tracks.has(track.libraryTrackId));
  const changed = tracks.filter((track) => differs(state.tracks.get(track.libraryTrackId), track));
  const seen = new Set(tracks.map((track) => track.libraryTrackId));
  const gone = complete ? [...state.tracks.keys()].filter((id) => !seen.has(id)) : [];
  if (fresh.length > 0) events.push({ type: 'TracksIndexed', data: { libraryAlbumId, tracks: fresh, indexedAt: at } });
  if (changed.length > 0) events.push({ type: 'TracksChanged', data: { libraryAlbumId, tracks: changed, changedAt: at } });
  if (gone.length > 0) events.push({ type: 'TracksRemoved', data: { libraryAlbumId, libraryTrackIds: gone, removedAt: at } });
  return events;
}

const differs = (known: IndexedTrack | undefined, seen: IndexedTrack) =>
  known !== undefined && (Object.keys(seen) as (keyof IndexedTrack)[]).some((field) => known[field] !== seen[field]); // keys of its own type

function evolve(state: LibraryAlbum, event: LibraryAlbumEvent): LibraryAlbum {
  switch (event.type) {
    case 'AlbumIndexed': {
      const { libraryAlbumId, title, artist, year } = event.data;
      return { ...state, libraryAlbumId, head: { title, artist, year } };
    }
    case 'TracksIndexed':
    case 'TracksChanged': {
      const tracks = new Map(state.tracks);
      for (const track of event.data.tracks) tracks.set(track.libraryTrackId, track);
      return { ...state, libraryAlbumId: event.data.libraryAlbumId, tracks };
    }
    case 'TracksRemoved': {
      const tracks = new Map(state.tracks);
      for (const id of event.data.libraryTrackIds) tracks.delete(id);
      return { ...state, tracks };
    }
  }
}

export const libraryAlbum = { aggregateType: 'library-album', initialState, decide, evolve };
