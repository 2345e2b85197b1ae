import { dirname } from 'node:path/posix';
import type { UnreadFile } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { Capabilities } from '../../connection/server-identity.js';
import type { LibraryServer, ServerTrack } from './library-server.js';

/** What a file would say of itself. */
export interface PutFile {
  readonly path: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly durationMs: number;
}

export interface InMemoryLibraryServer extends LibraryServer {
  readonly playlists: null;
  readonly editor: null;
  readonly pictures: null;
  /** Lies in the folder; the server sees it once it was scanned. */
  put(file: PutFile): void;
  take(path: string): void;
  /** Told at each full sync. */
  hide(unread: UnreadFile): void;
  /** false: it does not answer any more. */
  reachable(yes: boolean): void;
  /** It gives its tracks other keys, as a server does that was set up anew. */
  giveNewKeys(): void;
}

const SECTION = 'music';
const PAGE = 2;
const abilities: Capabilities = {
  incrementalSync: true,
  folderScan: true,
  scanStatus: 'exact',
  changeNotifications: false,
  realPaths: true,
  playlists: 'none',
  edits: false,
  admin: true,
};

/** A library server for tests: files are seen when they are scanned, as a real one sees them. */
export function inMemoryLibraryServer(): InMemoryLibraryServer {
  const files = new Map<string, PutFile>();
  const seen = new Map<string, ServerTrack>();
  const unread: UnreadFile[] = [];
  /** Paths in the order in which they were seen or changed. */
  const changes: string[] = [];
  let answers = true;
  let generation = '';
  const ask = () => {
    if (!answers) throw new Unavailable('memory', 'the library server does not answer');
  };
  const below = (folder: string, path: string) => folder === '' || path.startsWith(`${folder}/`);

  return {
    kind: 'folder',
    put: (file) => void files.set(file.path, file),
    take: (path) => void files.delete(path),
    hide: (one) => void unread.push(one),
    reachable: (yes) => void (answers = yes),
    giveNewKeys() {
      generation += '~';
      for (const [path, track] of seen)
        seen.set(path, { ...track, serverKey: `${path}${generation}`, albumKey: `${dirname(path)}${generation}` });
    },
    async identify() {
      ask();
      return { serverId: 'memory', name: 'Memory', version: null, capabilities: abilities };
    },
    async sections() {
      ask();
      return [{ key: SECTION, title: 'Music', folders: [''], stamp: String(changes.length) }];
    },
    async *fullSync(_section, { resume, onUnread = () => undefined } = {}) {
      ask();
      unread.forEach(onUnread);
      const all = [...seen.values()];
      for (let from = Number(resume?.pageCursor ?? 0); from < all.length; from += PAGE) {
        ask();
        yield { tracks: all.slice(from, from + PAGE), pageCursor: String(from + PAGE), total: all.length };
      }
    },
    async *changes(_section, cursor) {
      ask();
      const paths = new Set(cursor === null ? [] : changes.slice(Number(cursor)));
      yield { tracks: [...paths].flatMap((path) => seen.get(path) ?? []), cursor: String(changes.length) };
    },
    async scan(folder) {
      ask();
      for (const path of [...seen.keys()]) if (below(folder, path) && !files.has(path)) seen.delete(path);
      for (const file of files.values())
        if (below(folder, file.path)) {
          seen.set(file.path, trackOf(file, generation));
          changes.push(file.path);
        }
      return { progress: async () => 'settled' };
    },
    async find(wanted) {
      ask();
      return new Map(wanted.flatMap(({ path }) => (seen.has(path) ? [[path, seen.get(path) as ServerTrack]] : []))); // it has it
    },
    watch: () => async () => undefined,
    playlists: null,
    editor: null,
    pictures: null,
  };
}

const trackOf = ({ path, title, artist, album, durationMs }: PutFile, generation: string): ServerTrack => ({
  section: SECTION,
  serverKey: `${path}${generation}`,
  albumKey: `${dirname(path)}${generation}`,
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
