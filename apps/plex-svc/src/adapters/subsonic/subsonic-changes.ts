import type { ChangesPage, ServerTrack } from '../../library/ports/library-server.js';
import type { SubsonicClient } from './subsonic-client.js';
import type { Counters, MusicFolder } from './subsonic-folders.js';
import { albumsWithSongs, newestAlbums } from './subsonic-songs.js';
import type { Album, Song } from './subsonic-songs.js';
import { numberOf, textOf } from './subsonic-wire.js';

/** More news than these at once are read by a full sync. */
const NEWEST = 100;

interface Cursor {
  /** The newest albums as last seen: id, number of songs, when they came. */
  readonly albums: readonly (readonly [id: string, songs: number, created: string])[];
  readonly counters: Counters;
}

/**
 * Subsonic has no question for changes. New albums, and newest albums that grew, stand at the top of one list; whatever else a scan changed
 * shows only in the counters and asks for a full sync. Songs that were only tagged anew are found by the timed full sync.
 */
export async function* subsonicChanges(
  client: SubsonicClient,
  folder: MusicFolder,
  counters: Counters,
  track: (song: Song, album: Album) => ServerTrack | null,
  cursor: string | null,
): AsyncGenerator<ChangesPage> {
  const newest = (await newestAlbums(client, folder.query, NEWEST)).map((album) => ({ album, line: lineOf(album) }));
  const next: Cursor = { albums: newest.map(({ line }) => line), counters };
  if (cursor === null) {
    yield { tracks: [], cursor: JSON.stringify(next) };
    return;
  }
  const before = JSON.parse(cursor) as Cursor; // written by ourselves
  const known = new Map(before.albums.map((line) => [line[0], line]));
  const isKnown = ({ line: [id, songs, created] }: (typeof newest)[number]) => {
    const was = known.get(id);
    return was !== undefined && was[1] === songs && was[2] === created;
  };
  const lastKnown = newest.map(isKnown).lastIndexOf(true);
  // Behind the last known one stand old albums that moved up when another one went.
  const looked = newest.length < NEWEST ? newest : newest.slice(0, lastKnown + 1);
  const news = looked.filter((entry) => !isKnown(entry));
  const gained = news.reduce((sum, { line: [id, songs] }) => sum + songs - (known.get(id)?.[1] ?? 0), 0);
  const shrank = news.some(({ line: [id, songs] }) => songs < (known.get(id)?.[1] ?? 0));
  const shown = new Set(newest.map(({ line: [id] }) => id));
  const isGone = newest.length < NEWEST && before.albums.some(([id]) => !shown.has(id));
  const tooMany = lastKnown === -1 && newest.length === NEWEST;
  const read = tooMany
    ? []
    : await albumsWithSongs(
        client,
        news.map(({ line: [id] }) => id),
      );
  yield {
    tracks: read.flatMap(([album, songs]) => songs.flatMap((song) => track(song, album) ?? [])),
    fullSyncAdvised: tooMany || shrank || isGone || hasMore(before.counters, counters, gained, folder),
    cursor: JSON.stringify(next),
  };
}

const lineOf = (album: Album) => [String(album.id), numberOf(album.songCount) ?? 0, textOf(album.created) ?? ''] as const;

/** Did the server change by more than the news tell? Its count is that of all its folders. */
function hasMore(before: Counters, now: Counters, gained: number, { query }: MusicFolder): boolean {
  const countsThis = query.musicFolderId === undefined;
  if (countsThis && before.songs !== null && now.songs !== null) return now.songs - before.songs !== gained;
  return before.lastScan !== now.lastScan && gained === 0;
}
