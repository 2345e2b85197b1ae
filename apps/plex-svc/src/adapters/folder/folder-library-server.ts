import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { watch as watchFolder } from 'chokidar';
import { parseFile } from 'music-metadata';
import { wholeOf } from '@soulsync/contracts';
import type { UnreadFile } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import type { Capabilities, LibraryServer, ServerTrack, SweepOptions, SweepPage } from '../../ports/library-server.js';

const audio = /\.(flac|mp3|m4a|mp4|ogg|oga|opus|wav|aac)$/i;
/** The folder is one library. */
const SECTION = 'music';
const abilities: Capabilities = {
  deltas: true,
  folderScan: true,
  scanStatus: 'exact',
  hints: true,
  realPaths: true,
  playlists: 'none',
  edits: false,
  admin: true,
};
const AT_ONCE = 4;
const PAGE = 200;

interface Read {
  readonly mtimeMs: number;
  readonly sizeBytes: number;
  readonly track: ServerTrack;
}

type Tell = (unread: UnreadFile) => void;

function unreadBecause(error: unknown): Pick<UnreadFile, 'reason' | 'detail'> {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'EACCES' || code === 'EPERM') return { reason: 'no-rights', detail: `uid ${process.geteuid?.() ?? '?'} may not read it` };
  return { reason: code.startsWith('E') ? 'unreadable' : 'not-audio', detail: messageOf(error) };
}

/** The music folder itself as the library: tags read by music-metadata, unchanged files cost one stat. */
export function folderLibraryServer(musicDir: string, logger: Logger): LibraryServer {
  const cache = new Map<string, Read>();

  const nameOf = (path: string) => relative(musicDir, path).split(sep).join('/').normalize('NFC');

  /** Audio files below a folder, links followed; a folder met before (a loop of links) is not entered again. */
  async function* files(folder: string, tell: Tell, entered: Set<string>): AsyncGenerator<string> {
    let entries;
    try {
      const { dev, ino } = await stat(folder);
      if (entered.has(`${dev}:${ino}`)) return;
      entered.add(`${dev}:${ino}`);
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      if (folder === musicDir) throw new Unavailable('folder', `the music folder can't be read: ${messageOf(error)}`, { cause: error });
      tell({ path: nameOf(folder), kind: 'folder', ...unreadBecause(error) });
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue; // staging and other hidden things are no library
      const path = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry; // a link to nothing is nothing
      if (kind?.isDirectory()) yield* files(path, tell, entered);
      else if (kind?.isFile() && audio.test(entry.name)) yield path;
    }
  }

  async function read(path: string, tell: Tell = () => undefined): Promise<ServerTrack | null> {
    const name = nameOf(path);
    try {
      const { mtimeMs, size } = await stat(path);
      if (size === 0) {
        tell({ path: name, kind: 'file', reason: 'empty', detail: 'the file has no bytes' });
        return null;
      }
      const known = cache.get(path);
      if (known && known.mtimeMs === mtimeMs && known.sizeBytes === size) return known.track;
      const { common, format } = await parseFile(path, { skipCovers: true, duration: /\.(ogg|oga|opus|mp3|aac)$/i.test(path) });
      // A few bytes of anything pass for a file without tags.
      if (format.sampleRate === undefined && format.duration === undefined) {
        tell({ path: name, kind: 'file', reason: 'not-audio', detail: 'there is no sound in it' });
        return null;
      }
      const albumArtist = common.albumartist ?? null;
      const track: ServerTrack = {
        section: SECTION,
        serverKey: name,
        albumKey: dirname(name),
        title: common.title ?? name.replace(/^.*\//, '').replace(/\.[^.]+$/, ''),
        artist: common.artist ?? albumArtist ?? '',
        albumArtist,
        album: common.album ?? null,
        year: wholeOf(common.year, 1, 9_999),
        discNumber: wholeOf(common.disk.no, 0),
        trackNumber: wholeOf(common.track.no, 0),
        durationMs: wholeOf((format.duration ?? NaN) * 1000, 1),
        isrc: common.isrc?.[0]?.toUpperCase().replaceAll('-', '') ?? null,
        mbid: common.musicbrainz_recordingid ?? null,
        path: name,
        sizeBytes: size,
        format: format.container?.toLowerCase() ?? null,
        bitrateKbps: wholeOf((format.bitrate ?? NaN) / 1000, 1),
      };
      cache.set(path, { mtimeMs, sizeBytes: size, track });
      return track;
    } catch (error) {
      tell({ path: name, kind: 'file', ...unreadBecause(error) });
      logger.warn('a file of the music folder could not be read as audio', { path: name, error: messageOf(error) });
      return null;
    }
  }

  async function* sweep(_section: string, { tell = () => undefined }: SweepOptions = {}): AsyncGenerator<SweepPage> {
    const paths: string[] = [];
    const names = new Set<string>();
    for await (const path of files(musicDir, tell, new Set())) {
      const name = nameOf(path);
      if (names.has(name))
        tell({ path: name, kind: 'file', reason: 'twin-name', detail: 'another file has the same name, written with other Unicode signs' });
      else paths.push(path);
      names.add(name);
    }
    for (let from = 0; from < paths.length; from += PAGE) {
      const page = paths.slice(from, from + PAGE);
      const tracks: (ServerTrack | null)[] = [];
      for (let start = 0; start < page.length; start += AT_ONCE)
        tracks.push(...(await Promise.all(page.slice(start, start + AT_ONCE).map((path) => read(path, tell)))));
      yield { tracks: tracks.filter((track) => track !== null), mark: String(from), total: paths.length };
    }
  }

  return {
    kind: 'folder',
    identify: async () => ({ serverId: 'folder', name: 'Music folder', version: null, capabilities: abilities }),
    sections: async () => [{ key: SECTION, title: basename(musicDir), folders: [''], stamp: null }],
    sweep,
    async *changes(_section, cursor) {
      yield { tracks: [], cursor: cursor ?? '', sweepAdvised: cursor !== null };
    },
    scan: async () => ({ progress: async () => 'settled' }),
    async find(files) {
      const tracks = await Promise.all(files.map(({ path }) => read(join(musicDir, path))));
      return new Map(tracks.flatMap((track) => (track?.path ? [[track.path, track] as const] : [])));
    },
    watch(changed) {
      const watcher = watchFolder(musicDir, {
        ignoreInitial: true,
        ignored: (path) => /(^|[\\/])\.[^\\/]/.test(relative(musicDir, path)),
        awaitWriteFinish: { stabilityThreshold: 500 },
      });
      watcher.on('all', changed);
      watcher.on('error', (error) => logger.warn('the music folder could not be watched', { error: messageOf(error) }));
      return () => watcher.close();
    },
    playlists: null,
    editor: null,
  };
}
