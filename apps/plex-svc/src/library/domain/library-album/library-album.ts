import type { IndexedTrack, Instant, LibraryAlbumEvent, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';

export interface AlbumHead {
  readonly title: string;
  readonly artist: string;
  readonly year: number | null;
}

export type LibraryAlbumCommand =
  /** Tracks seen on the server; what is not among them is not gone. */
  | {
      type: 'ReportTracks';
      data: { libraryAlbumId: LibraryAlbumId; libraryId: string; head: AlbumHead; tracks: readonly IndexedTrack[]; at: Instant };
    }
  /** A complete full sync did not show them: missed the first time, removed by the second full sync that misses them. */
  | { type: 'ReportNotShown'; data: { libraryTrackIds: readonly LibraryTrackId[]; sweepId: string; at: Instant } }
  /** They are on another album now. */
  | { type: 'ReportMoved'; data: { libraryTrackIds: readonly LibraryTrackId[]; at: Instant } }
  /** Its library is no longer read: none of them is known any more. */
  | { type: 'Retire'; data: { at: Instant } };

export interface LibraryAlbum {
  readonly libraryAlbumId: LibraryAlbumId | null;
  readonly head: AlbumHead | null;
  readonly tracks: ReadonlyMap<LibraryTrackId, IndexedTrack>;
  /** The full sync that missed a track. */
  readonly missedIn: ReadonlyMap<LibraryTrackId, string>;
}

const initialState: LibraryAlbum = { libraryAlbumId: null, head: null, tracks: new Map(), missedIn: new Map() };

function decide(command: LibraryAlbumCommand, state: LibraryAlbum): readonly LibraryAlbumEvent[] {
  switch (command.type) {
    case 'ReportTracks':
      return reported(command.data, state);
    case 'ReportNotShown': {
      const { libraryTrackIds, sweepId, at } = command.data;
      const known = libraryTrackIds.filter((id) => state.tracks.has(id));
      const missed = known.filter((id) => !state.missedIn.has(id));
      const gone = known.filter((id) => state.missedIn.has(id) && state.missedIn.get(id) !== sweepId);
      if (state.libraryAlbumId === null) return [];
      const { libraryAlbumId } = state;
      const events: LibraryAlbumEvent[] = [];
      if (missed.length > 0)
        events.push({ type: 'TracksMissed', data: { libraryAlbumId, libraryTrackIds: missed, sweepId, missedAt: at } });
      if (gone.length > 0) events.push({ type: 'TracksRemoved', data: { libraryAlbumId, libraryTrackIds: gone, removedAt: at } });
      return events;
    }
    case 'Retire': {
      const { libraryAlbumId, tracks } = state;
      if (libraryAlbumId === null || tracks.size === 0) return [];
      return [{ type: 'TracksRemoved', data: { libraryAlbumId, libraryTrackIds: [...tracks.keys()], removedAt: command.data.at } }];
    }
    case 'ReportMoved': {
      const { libraryTrackIds, at } = command.data;
      const gone = libraryTrackIds.filter((id) => state.tracks.has(id));
      if (state.libraryAlbumId === null || gone.length === 0) return [];
      return [{ type: 'TracksRemoved', data: { libraryAlbumId: state.libraryAlbumId, libraryTrackIds: gone, removedAt: at } }];
    }
  }
}

type Reported = Extract<LibraryAlbumCommand, { type: 'ReportTracks' }>['data'];

function reported({ libraryAlbumId, libraryId, head, tracks, at }: Reported, state: LibraryAlbum): readonly LibraryAlbumEvent[] {
  const events: LibraryAlbumEvent[] = [];
  if (!state.head || state.head.title !== head.title || state.head.artist !== head.artist || state.head.year !== head.year)
    events.push({ type: 'AlbumIndexed', data: { libraryAlbumId, ...head, indexedAt: at } });
  const fresh = tracks.filter((track) => !state.tracks.has(track.libraryTrackId));
  const changed = tracks.filter((track) => differs(state.tracks.get(track.libraryTrackId), track));
  const found = tracks
    .map((track) => track.libraryTrackId)
    .filter((id) => state.missedIn.has(id) && !changed.some((one) => one.libraryTrackId === id));
  if (fresh.length > 0) events.push({ type: 'TracksIndexed', data: { libraryAlbumId, libraryId, tracks: fresh, indexedAt: at } });
  if (changed.length > 0) events.push({ type: 'TracksChanged', data: { libraryAlbumId, libraryId, tracks: changed, changedAt: at } });
  if (found.length > 0) events.push({ type: 'TracksFound', data: { libraryAlbumId, libraryTrackIds: found, foundAt: at } });
  return events;
}

/** Absent is unknown; lists are compared by what they hold. */
const differs = (known: IndexedTrack | undefined, seen: IndexedTrack) =>
  known !== undefined &&
  (Object.keys(seen) as (keyof IndexedTrack)[]).some(
    (field) => JSON.stringify(known[field] ?? null) !== JSON.stringify(seen[field] ?? null),
  ); // keys of its own type

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
      const ids = event.data.tracks.map((track) => track.libraryTrackId);
      return { ...state, libraryAlbumId: event.data.libraryAlbumId, tracks, missedIn: without(state.missedIn, ids) };
    }
    case 'TracksMissed': {
      const missedIn = new Map(state.missedIn);
      for (const id of event.data.libraryTrackIds) missedIn.set(id, event.data.sweepId);
      return { ...state, missedIn };
    }
    case 'TracksFound':
      return { ...state, missedIn: without(state.missedIn, event.data.libraryTrackIds) };
    case 'TracksRemoved': {
      const ids = event.data.libraryTrackIds;
      return { ...state, tracks: without(state.tracks, ids), missedIn: without(state.missedIn, ids) };
    }
  }
}

function without<V>(map: ReadonlyMap<LibraryTrackId, V>, ids: readonly LibraryTrackId[]): ReadonlyMap<LibraryTrackId, V> {
  if (!ids.some((id) => map.has(id))) return map;
  const left = new Map(map);
  for (const id of ids) left.delete(id);
  return left;
}

export const libraryAlbum = { aggregateType: 'library-album', initialState, decide, evolve };
