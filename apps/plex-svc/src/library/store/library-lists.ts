import { columnsOf, LibraryAlbum, LibraryArtist, LibraryMirror, LibraryScan, LibraryTrack } from '@soulsync/contracts/rest';
import { leastQuality, searchTerms } from '@soulsync/music';
import type { LibraryProfile } from '@soulsync/music';
import type { Resources, ResourceTable } from '@soulsync/service-kit';

const search = { column: 'searchText', terms: searchTerms };

const libraryTracks = (least: number): ResourceTable => ({
  from: `(SELECT *, "quality" < ${least} AS "belowProfile", "missedIn" IS NOT NULL AS "missed", "copies" IS NOT NULL AS "duplicate"
    FROM plex.library_tracks)`,
  id: 'id',
  ...columnsOf(LibraryTrack),
  sortable: {
    title: 'byTitle',
    artist: 'byArtist',
    album: 'byAlbum',
    year: 'year',
    durationMs: 'durationMs',
    quality: 'quality',
    sizeBytes: 'sizeBytes',
    indexedAt: 'indexedAt',
    path: 'path',
  },
  filters: {
    artist: 'text',
    album: 'text',
    format: 'text',
    quality: 'number',
    bitrateKbps: 'number',
    durationMs: 'number',
    libraryAlbumId: 'text',
    path: 'text',
    belowProfile: 'boolean',
    hasArt: 'boolean',
    duplicate: 'boolean',
    copies: 'text',
    placedByUs: 'boolean',
    missed: 'boolean',
  },
  search,
  defaultSort: { by: 'artist', order: 'ASC' },
  projections: ['library-tracks'],
});

/** An album is below profile, a duplicate, or not placed by us as soon as one of its tracks is. */
const libraryAlbums = (least: number): ResourceTable => ({
  from: `(SELECT *, "artistFold" AS "artistId", "worstQuality" < ${least} AS "belowProfile",
      "copies" > 0 AS "duplicate", "placed" >= "tracks" AS "placedByUs"
    FROM plex.library_albums WHERE "tracks" > 0)`,
  id: 'id',
  ...columnsOf(LibraryAlbum),
  sortable: {
    title: 'byTitle',
    artist: 'byArtist',
    year: 'year',
    tracks: 'tracks',
    durationMs: 'durationMs',
    worstQuality: 'worstQuality',
    missed: 'missed',
    indexedAt: 'indexedAt',
  },
  filters: {
    libraryId: 'text',
    artist: 'text',
    artistFold: 'text',
    year: 'number',
    tracks: 'number',
    missed: 'number',
    belowProfile: 'boolean',
    hasArt: 'boolean',
    duplicate: 'boolean',
    placedByUs: 'boolean',
  },
  search,
  defaultSort: { by: 'artist', order: 'ASC' },
  projections: ['library-albums'],
});

/** Album artists, summed from the albums when asked: a tenth of the tracks, and always in step with them. */
const libraryArtists = (least: number): ResourceTable => ({
  from: `(SELECT "artistFold" AS "id", min("artist") AS "name", count(*)::integer AS "albums", sum("tracks")::integer AS "tracks",
      sum("durationMs") AS "durationMs", (count(*) FILTER (WHERE "hasArt" = false))::integer AS "albumsWithoutArt",
      (count(*) FILTER (WHERE "worstQuality" < ${least}))::integer AS "albumsBelowProfile", sum("missed")::integer AS "missed",
      min("indexedAt") AS "indexedAt", bool_or("hasArt" = false) AS "lacksArt", bool_or("worstQuality" < ${least}) AS "belowProfile",
      min("artistSearch") AS "searchText"
    FROM plex.library_albums WHERE "tracks" > 0 GROUP BY "artistFold")`,
  id: 'id',
  ...columnsOf(LibraryArtist),
  sortable: { name: 'id', albums: 'albums', tracks: 'tracks', durationMs: 'durationMs', missed: 'missed', indexedAt: 'indexedAt' },
  filters: { albums: 'number', tracks: 'number', missed: 'number', lacksArt: 'boolean', belowProfile: 'boolean' },
  search: { ...search, within: { table: 'plex.library_albums', column: 'artistSearch', id: 'artistFold' } },
  defaultSort: { by: 'name', order: 'ASC' },
  projections: ['library-albums'],
});

const libraryScans: ResourceTable = {
  ...columnsOf(LibraryScan),
  from: 'plex.library_scans',
  id: 'id',
  sortable: ['folder', 'state', 'requestedAt'],
  filters: { state: 'text' },
  search: ['folder'],
  defaultSort: { by: 'requestedAt', order: 'DESC' },
  projections: ['library-scans'],
};

/** How fresh and how whole our picture of each library is: what its full syncs told, how far the running one is, what is missed now. */
const libraryMirrors: ResourceTable = {
  ...columnsOf(LibraryMirror),
  from: `(SELECT m.*, k."lookedAt", k."problem", k."sweepDone", k."sweepTotal", k."sweepDueAt",
      floor(extract(epoch FROM now() - k."lookedAt"))::integer AS "lookedSecondsAgo",
      floor(extract(epoch FROM now() - m."lastCompleteSweepAt"))::integer AS "sweptSecondsAgo",
      coalesce(n."tracks", 0)::integer AS "tracksStored",
      (SELECT count(*)::integer FROM plex.library_albums WHERE "libraryId" = m."id") AS "albumsStored", coalesce(n."missed", 0)::integer AS "missedNow",
      array_remove(ARRAY[
        CASE WHEN k."problem" IS NOT NULL THEN 'library-unreadable:' || m."server" END,
        CASE WHEN m."loss" IS NOT NULL THEN 'library-shrank:' || m."id" END], NULL) AS "healthIssues"
    FROM plex.library_mirror m
      LEFT JOIN plex.mirror_mark k ON k."libraryId" = m."id"
      LEFT JOIN (SELECT "libraryId", count(*) AS "tracks", count("missedIn") AS "missed" FROM plex.library_tracks GROUP BY "libraryId") n
        ON n."libraryId" = m."id")`,
  id: 'id',
  sortable: ['tracks', 'lastCompleteSweepAt', 'lookedAt'],
  filters: { server: 'text' },
  defaultSort: { by: 'id', order: 'ASC' },
  projections: ['library-mirror'],
};

/** What the operator wants the library to be at least. */
export interface WantedQuality {
  readonly libraryProfile?: LibraryProfile | undefined;
  readonly allowLossy: boolean;
  readonly leastLossyKbps: number;
}

export function libraryLists(wanted: WantedQuality): Resources {
  const least = leastQuality(profileOf(wanted));
  return {
    'library-tracks': libraryTracks(least),
    'library-albums': libraryAlbums(least),
    'library-artists': libraryArtists(least),
    'library-scans': libraryScans,
    'library-mirrors': libraryMirrors,
  };
}

/** Without one: what may be fetched by itself, so that nothing we place ourselves is below it. */
export const profileOf = ({ libraryProfile, allowLossy, leastLossyKbps }: WantedQuality): LibraryProfile => {
  if (libraryProfile) return libraryProfile;
  if (!allowLossy) return 'lossless';
  const [best = 'mp3-128'] = lossyProfiles.filter(([, kbps]) => kbps <= leastLossyKbps).map(([profile]) => profile);
  return best;
};
const lossyProfiles = [
  ['mp3-320', 320],
  ['mp3-256', 256],
  ['mp3-192', 192],
  ['mp3-128', 128],
] as const satisfies readonly (readonly [LibraryProfile, number])[];
