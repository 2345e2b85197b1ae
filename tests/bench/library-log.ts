import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { FilingEvent, IndexedTrack, LibraryAlbumEvent, LibraryAlbumId, LibraryEvent, LibraryTrackId } from '@soulsync/contracts';
import type { EventStore } from '@soulsync/event-store';
import { newId } from '@soulsync/event-store';
import { inCheckout } from '@soulsync/launcher/command';

const TRACKS_PER_ALBUM = 10;
/** Albums that are being written at the same time. */
const WRITERS = 64;
const TIME = '2026-01-01T00:00:00.000Z';

const context = {
  correlationId: 'bench',
  causationId: null,
  actor: { kind: 'process', id: 'bench' } as const,
  traceparent: null,
  time: TIME,
};

interface Song {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string;
  readonly durationMs: number;
}

/** Writes a library of real names: `count` tracks on albums of ten, of every quality, some twice, a tenth placed by us. */
export async function writeLibrary(store: EventStore, count: number, libraryIds: readonly string[]): Promise<void> {
  const albums = albumsOf(await songs(), count);
  let next = -1;
  const write = async () => {
    for (let n = (next += 1); n < albums.length; n = next += 1) {
      const tracks = albums[n] ?? [];
      const libraryAlbumId = `album-${n}` as LibraryAlbumId; // branded here, where it is made
      const [first] = tracks;
      const events: readonly LibraryAlbumEvent[] = [
        {
          type: 'AlbumIndexed',
          data: { libraryAlbumId, title: first?.album ?? '', artist: first?.albumArtist ?? '', year: 1960 + (n % 65), indexedAt: TIME },
        },
        { type: 'TracksIndexed', data: { libraryAlbumId, libraryId: libraryIds[n % libraryIds.length] ?? '', tracks, indexedAt: at(n) } },
      ];
      await store.append({ aggregateType: 'library-album', aggregateId: libraryAlbumId }, events, 'none', newId(), context);
      for (const track of tracks.slice(0, 1)) await place(store, track);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  for (const [n, libraryId] of libraryIds.entries()) {
    const counts = { albums: Math.ceil(albums.length / libraryIds.length), tracks: Math.ceil(count / libraryIds.length) };
    const event: LibraryEvent = { type: 'LibrarySweepFinished', data: { libraryId, sweepId: `sweep-${n}`, ...counts, finishedAt: TIME } };
    await store.append({ aggregateType: 'library', aggregateId: libraryId }, [event], 'none', newId(), context);
  }
}

/** Some tracks told anew, as an incremental sync does: pages of tables and indexes that no vacuum has seen since. */
export async function changeTracks(store: EventStore, albums: number): Promise<void> {
  const changed = albumsOf(await songs(), albums * TRACKS_PER_ALBUM);
  for (const [n, tracks] of changed.entries()) {
    const libraryAlbumId = `album-${n}` as LibraryAlbumId; // branded here, where it is made
    const event: LibraryAlbumEvent = {
      type: 'TracksChanged',
      data: { libraryAlbumId, libraryId: 'bench-0', tracks: tracks.map((track) => ({ ...track, bitrateKbps: 111 })), changedAt: TIME },
    };
    await store.append({ aggregateType: 'library-album', aggregateId: libraryAlbumId }, [event], 'any', newId(), context);
  }
}

async function place(store: EventStore, { path, libraryTrackId, sizeBytes, durationMs }: IndexedTrack): Promise<void> {
  const quality = { container: 'flac', codec: 'flac', lossless: true, bitrateKbps: null, durationMs };
  const filingId = `filing-${libraryTrackId}`;
  const data = { filingId, acquisitionId: null, recordingId: null, root: 'music', path, sizeBytes, sha256: '', quality, publishedAt: TIME };
  const event = { type: 'FilePublished', data } as FilingEvent; // brands are given here, where the ids are made
  await store.append({ aggregateType: 'filing', aggregateId: filingId }, [event], 'none', newId(), context);
}

/** Neighbours in the corpus share an album here; when it is used up it begins again, so that some recordings are there twice. */
function albumsOf(all: readonly Song[], count: number): readonly (readonly IndexedTrack[])[] {
  const albums: IndexedTrack[][] = [];
  for (let n = 0; n < count; n += 1) {
    const song = all[n % all.length];
    const head = all[(n - (n % TRACKS_PER_ALBUM)) % all.length];
    if (!song || !head) continue;
    if (n % TRACKS_PER_ALBUM === 0) albums.push([]);
    albums.at(-1)?.push(track(n, song, head, n >= all.length && n % 4 > 0 ? ' (Live)' : ''));
  }
  return albums;
}

function track(n: number, song: Song, head: Song, version: string): IndexedTrack {
  const lossless = n % 3 > 0;
  const bitrateKbps = lossless ? 900 : [320, 256, 192, 160, 128][n % 5]!; // five of them
  return {
    libraryTrackId: `track-${n}` as LibraryTrackId, // branded here, where it is made
    serverKey: String(n),
    albumKey: `album ${Math.floor(n / TRACKS_PER_ALBUM)}`,
    artistKey: null,
    title: song.title + version,
    artist: song.artists.join(', '),
    albumArtist: head.artists[0] ?? '',
    album: head.album,
    year: 1960 + (Math.floor(n / TRACKS_PER_ALBUM) % 65),
    discNumber: 1,
    trackNumber: (n % TRACKS_PER_ALBUM) + 1,
    durationMs: song.durationMs,
    isrc: null,
    guid: `plex://track/${n}`,
    hasArt: Math.floor(n / TRACKS_PER_ALBUM) % 8 > 0,
    path: `${head.artists[0] ?? ''}/${head.album}/${n} ${song.title}.${lossless ? 'flac' : 'mp3'}`,
    sizeBytes: Math.round((song.durationMs / 8) * bitrateKbps),
    format: lossless ? 'flac' : 'mp3',
    bitrateKbps,
  };
}

const at = (n: number) => new Date(Date.parse(TIME) + n * 60_000).toISOString();

async function songs(): Promise<readonly Song[]> {
  const all: Song[] = [];
  const file = createReadStream(inCheckout('tests', 'corpora', 'tracks.jsonl.gz')).pipe(createGunzip());
  for await (const line of createInterface({ input: file })) all.push(JSON.parse(line) as Song); // the corpus's own format
  return all;
}
