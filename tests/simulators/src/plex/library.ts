import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseFile } from 'music-metadata';

/** A file as the simulated server knows it. */
export interface Row {
  readonly ratingKey: number;
  readonly albumKey: number;
  readonly artistKey: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly addedAtS: number;
  updatedAtS: number;
  title: string;
  artist: string;
  albumArtist: string;
  album: string;
  year: number | null;
  track: number | null;
  disc: number | null;
  durationMs: number | null;
  container: string;
  bitrateKbps: number | null;
  deletedAtS: number | null;
}

/** What survives the simulator's process: keys stay the same for the same file. */
export interface LibraryState {
  rows: Row[];
  nextKey: number;
  keys: Record<string, number>;
}

const audio = /\.(flac|mp3|m4a|ogg|opus)$/i;
const AT_ONCE = 4;

/** Reads a folder as a scan does: hidden things, non-audio and what can't be parsed never appear; what is gone goes to the trash. */
export async function scanFolder(root: string, folder: string, state: LibraryState, nowS: number): Promise<readonly Row[]> {
  const found: string[] = [];
  async function walk(directory: string): Promise<void> {
    const entries = await readdir(directory, { withFileTypes: true }).catch(() => []); // gone in between
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (audio.test(entry.name)) found.push(path);
    }
  }
  await walk(join(root, folder));
  const known = new Map(state.rows.map((row) => [row.path, row]));
  const fresh: Row[] = [];
  for (let from = 0; from < found.length; from += AT_ONCE)
    await Promise.all(
      found.slice(from, from + AT_ONCE).map(async (path) => {
        const name = relative(root, path).split(sep).join('/');
        const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 })); // gone in between
        const row = known.get(name);
        if (size === 0 || (row && row.sizeBytes === size && row.mtimeMs === mtimeMs && row.deletedAtS === null)) return;
        const read = await readRow(path, name, size, mtimeMs, state, nowS);
        if (read) fresh.push(read);
      }),
    );
  const seen = new Set(found.map((path) => relative(root, path).split(sep).join('/')));
  for (const row of state.rows) if (row.path.startsWith(folder) && !seen.has(row.path)) row.deletedAtS ??= nowS;
  fresh.sort((a, b) => (a.path < b.path ? -1 : 1));
  const replaced = new Set(fresh.map((row) => row.path));
  state.rows = [...state.rows.filter((row) => !replaced.has(row.path)), ...fresh];
  return fresh;
}

async function readRow(
  path: string,
  name: string,
  sizeBytes: number,
  mtimeMs: number,
  state: LibraryState,
  nowS: number,
): Promise<Row | null> {
  try {
    const { common, format } = await parseFile(path, { skipCovers: true, duration: /\.(opus|ogg|mp3)$/i.test(path) });
    const key = (what: string) => (state.keys[what] ??= state.nextKey++);
    const artist = common.artist ?? 'Unknown Artist';
    const albumArtist = common.albumartist ?? artist;
    const album = common.album ?? 'Unknown Album';
    return {
      ratingKey: key(`track ${name}`),
      albumKey: key(`album ${albumArtist} ${album}`),
      artistKey: key(`artist ${albumArtist}`),
      path: name,
      sizeBytes,
      mtimeMs,
      addedAtS: nowS,
      updatedAtS: nowS,
      title: common.title ?? name.replace(/^.*\//, '').replace(/\.[^.]+$/, ''),
      artist,
      albumArtist,
      album,
      year: common.year ?? null,
      track: common.track.no,
      disc: common.disk.no,
      durationMs: format.duration === undefined ? null : Math.round(format.duration * 1000),
      container: /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '',
      bitrateKbps: format.bitrate === undefined ? null : Math.round(format.bitrate / 1000),
      deletedAtS: null,
    };
  } catch {
    return null; // it does not parse: Plex would not show it either
  }
}
