import { dirname } from 'node:path/posix';
import type { LibraryAlbumId, LibraryTrackId, UnreadFile } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import type { LibraryServer, ServerTrack } from '../../ports/library-server.js';

/** What a file would say of itself. */
export interface PutFile {
  readonly path: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly durationMs: number;
}

export interface InMemoryLibraryServer extends LibraryServer {
  /** Lies in the folder; the server sees it once it was scanned. */
  put(file: PutFile): void;
  take(path: string): void;
  /** Told at each sweep. */
  hide(unread: UnreadFile): void;
  /** false: it does not answer any more. */
  reachable(yes: boolean): void;
}

/** A library server for tests: files are seen when they are scanned, as a real one sees them. */
export function inMemoryLibraryServer(): InMemoryLibraryServer {
  const files = new Map<string, PutFile>();
  const seen = new Map<string, ServerTrack>();
  const unread: UnreadFile[] = [];
  let answers = true;
  const ask = () => {
    if (!answers) throw new Unavailable('memory', 'the library server does not answer');
  };
  const below = (folder: string, path: string) => folder === '' || path.startsWith(`${folder}/`);

  return {
    put: (file) => void files.set(file.path, file),
    take: (path) => void files.delete(path),
    hide: (one) => void unread.push(one),
    reachable: (yes) => void (answers = yes),
    async libraryId() {
      ask();
      return 'memory';
    },
    async *sweep(tell = () => undefined) {
      ask();
      unread.forEach(tell);
      for (const track of [...seen.values()]) {
        ask();
        yield [track];
      }
    },
    async scan(folder) {
      ask();
      for (const path of [...seen.keys()]) if (below(folder, path) && !files.has(path)) seen.delete(path);
      for (const file of files.values()) if (below(folder, file.path)) seen.set(file.path, trackOf(file));
      return { progress: async () => ({ state: 'settled' }) };
    },
    async tracksAt(paths) {
      ask();
      return paths.flatMap((path) => seen.get(path) ?? []);
    },
    watch: () => async () => undefined,
  };
}

const trackOf = ({ path, title, artist, album, durationMs }: PutFile): ServerTrack => ({
  libraryTrackId: uuid5(SOULSYNC_NAMESPACE, 'memory', 'track', path) as LibraryTrackId, // branded here, where it is made
  libraryAlbumId: uuid5(SOULSYNC_NAMESPACE, 'memory', 'album', dirname(path)) as LibraryAlbumId, // likewise
  serverKey: path,
  title,
  artist,
  albumArtist: artist,
  album,
  year: null,
  discNumber: null,
  trackNumber: null,
  durationMs,
  isrc: null,
  path,
  sizeBytes: null,
  format: null,
  bitrateKbps: null,
});
