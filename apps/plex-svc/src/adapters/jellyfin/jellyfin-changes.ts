import type { PathMap } from '../../library/domain/library/path-map.js';
import { FilterIgnored } from '../../library/ports/library-server.js';
import type { ChangesPage } from '../../library/ports/library-server.js';
import { SMALL_PAGE, tracksOf } from './jellyfin-listing.js';
import type { JellyfinListing } from './jellyfin-listing.js';
import { serverTrack, trackFields } from './jellyfin-tracks.js';
import { plainId } from './jellyfin-wire.js';
import type { WireItem } from './jellyfin-wire.js';

/** What a poll of the server saw. */
export interface Poll {
  /** The server's clock before anything else was asked. */
  readonly serverMs: number;
  /** Songs of all its libraries; null: it did not say. */
  readonly songs: number | null;
}

interface Cursor {
  readonly sinceMs: number;
  readonly songs: number | null;
  /** Albums of the overlap, by id, as they stood: their tracks were read. */
  readonly albums: Readonly<Record<string, string>>;
}

/** Rows that were saved while the last incremental sync was asked for. */
const OVERLAP_MS = 120_000;
/** Ids in one question; longer addresses are refused. */
const IDS_AT_ONCE = 50;
/** More albums than these at once are news for a full sync. */
const ALBUMS_READ = 500;
/** Albums that were renamed on the server alone are read one by one; further ones wait for the full sync. */
const RENAMED_READ = 3;
/** Nothing was saved after this. */
const FAR_AHEAD = '2100-01-01T00:00:00Z';

/**
 * Tracks saved on the server after the cursor, and the tracks of albums that were. Fewer songs than before: something is gone, which only a
 * full sync can name.
 */
export async function* jellyfinChanges(
  listing: JellyfinListing,
  paths: PathMap,
  section: string,
  poll: Poll,
  cursor: string | null,
): AsyncGenerator<ChangesPage> {
  const sinceMs = poll.serverMs - OVERLAP_MS;
  const { songs } = poll;
  if (cursor === null) {
    yield { tracks: [], cursor: written({ sinceMs, songs, albums: {} }) };
    return;
  }
  const before = JSON.parse(cursor) as Cursor; // written by ourselves
  const query = { ...tracksOf(section), includeItemTypes: 'Audio,MusicAlbum', fields: `${trackFields},Etag` };
  const rows = await changedSince(new Date(before.sinceMs).toISOString());
  const albums = rows.filter(({ Type }) => Type === 'MusicAlbum');
  const tracks = rows.filter(({ Type }) => Type !== 'MusicAlbum');
  const unread = albums.filter((album) => before.albums[keyOf(album)] !== stateOf(album));
  const known = new Set(tracks.map(keyOf));
  const tooMany = unread.length > ALBUMS_READ;
  const children = tooMany ? [] : (await childrenOf(unread.map(keyOf))).filter((row) => !known.has(keyOf(row)));
  const read = Object.fromEntries(albums.slice(0, ALBUMS_READ).map((album) => [keyOf(album), stateOf(album)]));
  yield {
    tracks: [...tracks, ...children].flatMap((row) => serverTrack(section, paths, row) ?? []),
    fullSyncAdvised: tooMany || (songs !== null && before.songs !== null && songs < before.songs),
    cursor: written({ sinceMs: Math.max(sinceMs, before.sinceMs), songs, albums: read }),
  };

  async function changedSince(minDateLastSaved: string): Promise<readonly WireItem[]> {
    const { rows: first, given, total } = await listing.page({ ...query, minDateLastSaved }, 0, SMALL_PAGE);
    if (total === null ? given === 0 : given >= total) return first;
    if ((total === null || total > SMALL_PAGE) && (await listing.page({ ...query, minDateLastSaved: FAR_AHEAD }, 0, 1)).given > 0)
      throw new FilterIgnored('jellyfin');
    return listing.all({ ...query, minDateLastSaved });
  }

  /** The server answers with the tracks of all albums that are called like these; those of others are left out. */
  async function childrenOf(ids: readonly string[]): Promise<readonly WireItem[]> {
    const found: WireItem[] = [];
    for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
      const albumIds = ids.slice(from, from + IDS_AT_ONCE).join(',');
      found.push(...(await listing.all({ ...tracksOf(section), fields: trackFields, albumIds })));
    }
    const answered = new Set(found.map(({ AlbumId }) => plainId(AlbumId)));
    for (const id of ids.filter((album) => !answered.has(album)).slice(0, RENAMED_READ))
      found.push(...(await listing.all({ ...tracksOf(id), fields: trackFields })));
    const wanted = new Set<string | null>(ids);
    return found.filter(({ AlbumId }) => wanted.has(plainId(AlbumId)));
  }
}

const written = (cursor: Cursor) => JSON.stringify(cursor);
const keyOf = ({ Id }: WireItem) => plainId(Id) ?? '';
const stateOf = ({ Etag, Name, AlbumArtist, ProductionYear }: WireItem) => Etag ?? JSON.stringify([Name, AlbumArtist, ProductionYear]);
