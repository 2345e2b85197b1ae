import { published } from '@soulsync/contracts';
import type { IndexedTrack, LibraryAlbumRow, PublishedEvent } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';
import { foldText, qualityOf, searchText } from '@soulsync/music';
import { SEPARATOR } from '../domain/library/recording-key.js';

/** What an album remembers of a track, so that its sums stay right whichever track goes or changes. */
interface Member {
  readonly durationMs: number | null;
  readonly hasArt: boolean | null;
  readonly format: string | null;
  readonly quality: number | null;
  readonly missed: boolean;
}

interface Head {
  readonly title: string;
  readonly artist: string;
  readonly year: number | null;
}

type StoredAlbum = Omit<LibraryAlbumRow, 'artistId' | 'belowProfile' | keyof LibraryAlbumDerived> & {
  /** `tracks` 0: all of its tracks went; the row stays for the album's name, should one come back. */
  readonly members: Readonly<Record<string, Member>>;
  /** The API's `artistId`. */
  readonly artistFold: string;
  readonly byTitle: string;
  readonly byArtist: string;
  readonly searchText: string;
  readonly artistSearch: string;
};

/** How many of its tracks are copies of others, and how many lie in files we placed; `workers/derive-columns.ts` fills them. */
export interface LibraryAlbumDerived {
  readonly copies: number;
  readonly placed: number;
}

const sortedBy = (column: string) =>
  `("${column}" DESC NULLS LAST, "id" DESC) INCLUDE ("tracks", "hasArt", "worstQuality", "missed", "copies", "placed", "libraryId")`;

/** What albums the library holds, and how good they are. */
export const libraryAlbumsProjection = projection<StoredAlbum>({
  name: 'library-albums',
  version: 3,
  key: 'id',
  columns: {
    // First, since a search reads it of very many rows, and a row is read from its front.
    searchText: 'text',
    id: 'text',
    libraryId: 'text',
    title: 'text',
    artist: 'text',
    year: 'double precision',
    members: 'jsonb',
    tracks: 'integer',
    durationMs: 'double precision',
    hasArt: 'boolean',
    formats: 'text[]',
    worstQuality: 'double precision',
    bestQuality: 'double precision',
    missed: 'integer',
    artistFold: 'text',
    byTitle: 'text',
    byArtist: 'text',
    artistSearch: 'text',
    indexedAt: 'timestamptz',
  },
  derived: { copies: 'integer NOT NULL DEFAULT 0', placed: 'integer NOT NULL DEFAULT 0' },
  indexes: ['("artistFold")'],
  lateIndexes: [
    'USING gin ("searchText" public.gin_trgm_ops)',
    'USING gin ("artistSearch" public.gin_trgm_ops)',
    ...['byTitle', 'byArtist', 'year', 'tracks', 'durationMs', 'worstQuality', 'missed', 'indexedAt'].map(sortedBy),
  ],
  keys(envelope) {
    const event = published(envelope);
    return isOfAlbum(event) ? [event.data.libraryAlbumId] : [];
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'AlbumIndexed': {
        const { title, artist, year, indexedAt } = event.data;
        return summed(id, { title, artist, year }, row?.libraryId ?? null, row?.members ?? {}, row?.indexedAt ?? indexedAt);
      }
      case 'TracksIndexed':
        return withTracks(row, id, event.data, event.data.indexedAt);
      case 'TracksChanged':
        return withTracks(row, id, event.data, event.data.changedAt);
      case 'TracksMissed':
        return row && withMembers(row, withMissed(row.members, event.data.libraryTrackIds, true));
      case 'TracksFound':
        return row && withMembers(row, withMissed(row.members, event.data.libraryTrackIds, false));
      case 'TracksRemoved': {
        const gone = new Set<string>(event.data.libraryTrackIds);
        return row && withMembers(row, Object.fromEntries(Object.entries(row.members).filter(([trackId]) => !gone.has(trackId))));
      }
      default:
        return row;
    }
  },
});

type OfAlbum = Extract<PublishedEvent, { data: { libraryAlbumId: unknown } }>;
const ofAlbum: readonly string[] = [
  'AlbumIndexed',
  'TracksIndexed',
  'TracksChanged',
  'TracksMissed',
  'TracksFound',
  'TracksRemoved',
] satisfies OfAlbum['type'][];
const isOfAlbum = (event: PublishedEvent): event is OfAlbum => ofAlbum.includes(event.type);

interface IndexedTracks {
  readonly libraryId?: string;
  readonly tracks: readonly IndexedTrack[];
}

function withTracks(row: StoredAlbum | null, id: string, { libraryId, tracks }: IndexedTracks, at: string): StoredAlbum {
  const changed = Object.fromEntries(tracks.map((track) => [track.libraryTrackId, memberOf(track)]));
  const [first] = tracks;
  const head = row ?? { title: first?.album ?? '', artist: first?.albumArtist ?? first?.artist ?? '', year: first?.year ?? null };
  return summed(id, head, libraryId ?? row?.libraryId ?? null, { ...row?.members, ...changed }, row?.indexedAt ?? at);
}

const withMembers = (row: StoredAlbum, members: StoredAlbum['members']) => summed(row.id, row, row.libraryId, members, row.indexedAt);

function memberOf(track: IndexedTrack): Member {
  const { durationMs, hasArt = null, format, bitDepth = null } = track;
  return { durationMs, hasArt, format, quality: qualityOf({ ...track, bitDepth }), missed: false };
}

function withMissed(members: StoredAlbum['members'], ids: readonly string[], missed: boolean): StoredAlbum['members'] {
  const changed = ids.flatMap((id) => (members[id] ? [[id, { ...members[id], missed }] as const] : []));
  return { ...members, ...Object.fromEntries(changed) };
}

function summed(
  id: string,
  { title, artist, year }: Head,
  libraryId: string | null,
  members: StoredAlbum['members'],
  indexedAt: string,
): StoredAlbum {
  const all = Object.values(members);
  const known = all.map(({ quality }) => quality).filter((quality) => quality !== null);
  const art = all.map(({ hasArt }) => hasArt);
  const artistFold = foldText(artist);
  return {
    id,
    libraryId,
    title,
    artist,
    year,
    members,
    tracks: all.length,
    durationMs: all.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
    hasArt: art.includes(true) ? true : art.includes(false) ? false : null,
    formats: [...new Set(all.flatMap(({ format }) => format ?? []))].sort(),
    worstQuality: known.length === 0 ? null : Math.min(...known),
    bestQuality: known.length === 0 ? null : Math.max(...known),
    missed: all.filter(({ missed }) => missed).length,
    artistFold,
    byTitle: foldText(title),
    byArtist: [artistFold, year ?? '', foldText(title)].join(SEPARATOR),
    searchText: searchText([title, artist]),
    artistSearch: searchText([artist]),
    indexedAt,
  };
}
