import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import type { PlexLocation } from './config.js';
import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Album, Artist, PlexLibrary, Track, Version } from './library.js';
import type { Switches } from './switches.js';

/** Numbers once given to a file, an album or an artist: the same thing keeps its number. */
export type KeptKeys = Record<string, number>;

export interface ScanOutcome {
  readonly fresh: readonly Track[];
  readonly trashed: readonly Track[];
}

/** A file that is new or another one than before. */
interface ReadFile {
  readonly version: Version;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string;
  readonly album: string;
  readonly year: number | null;
  readonly track: number | null;
  readonly disc: number | null;
}

const audio = /\.(flac|mp3|m4a|ogg|opus)$/i;
const AT_ONCE = 4;

/**
 * Reads a folder (as Plex names it) as a scan does: hidden things, non-audio and what can't be parsed never appear. Answers how the rows
 * change; what is gone goes to the trash.
 */
export async function scanFolder(
  library: PlexLibrary,
  keys: KeptKeys,
  locations: readonly PlexLocation[],
  folder: string,
  switches: Switches,
): Promise<(nowS: number, settlesAtMs: number) => ScanOutcome> {
  const found = await filesIn(locations, folder);
  const byFile = new Map(
    library
      .tracks()
      .flatMap((track) => (track.generated ? [] : track.versions.map((version) => [version.file, { track, version }] as const))),
  );
  const reads: ReadFile[] = [];
  for (let from = 0; from < found.length; from += AT_ONCE)
    await Promise.all(
      found.slice(from, from + AT_ONCE).map(async ({ local, file }) => {
        const { size, mtimeMs } = await stat(local).catch(() => ({ size: 0, mtimeMs: 0 })); // gone in between
        const known = byFile.get(file);
        const same = known && known.version.sizeBytes === size && known.version.mtimeMs === mtimeMs && known.track.deletedAtS === null;
        if (size === 0 || same) return;
        const read = await readTags(local, file, size, mtimeMs);
        if (read) reads.push(read);
      }),
    );
  reads.sort((a, b) => (a.version.file < b.version.file ? -1 : 1));
  const seen = new Set(found.map(({ file }) => file));
  return (nowS, settlesAtMs) => {
    const fresh = reads.map((read) => put(library, keys, read, byFile.get(read.version.file)?.track ?? null, switches, nowS, settlesAtMs));
    const trashed: Track[] = [];
    for (const track of library.tracks()) {
      if (track.generated || !track.versions.some(({ file }) => isBelow(folder, file) && !seen.has(file))) continue;
      const left = track.versions.filter(({ file }) => !isBelow(folder, file) || seen.has(file));
      if (left.length > 0) track.versions = left;
      else if (track.deletedAtS === null) {
        track.deletedAtS = nowS;
        trashed.push(track);
      }
    }
    if (fresh.length + trashed.length > 0) library.touched();
    return { fresh, trashed };
  };
}

/** '': every location. `/music2` is not below `/music`. */
export const isBelow = (folder: string, file: string) => folder === '' || file === folder || file.startsWith(`${folder}/`);

export function localPathOf(locations: readonly PlexLocation[], file: string): string | null {
  const location = locations.find(({ serverPath }) => isBelow(serverPath, file));
  return location ? location.localPath + file.slice(location.serverPath.length) : null;
}

async function filesIn(locations: readonly PlexLocation[], folder: string): Promise<readonly { local: string; file: string }[]> {
  const found: { local: string; file: string }[] = [];
  async function walk(local: string, file: string): Promise<void> {
    const entries = await readdir(local, { withFileTypes: true }).catch(() => []); // gone in between
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const below = { local: join(local, entry.name), file: `${file}/${entry.name}` };
      if (entry.isDirectory()) await walk(below.local, below.file);
      else if (audio.test(entry.name)) found.push(below);
    }
  }
  for (const { localPath, serverPath } of locations) {
    if (folder === '' || isBelow(folder, serverPath)) await walk(localPath, serverPath);
    else if (isBelow(serverPath, folder)) await walk(localPath + folder.slice(serverPath.length), folder);
  }
  return found;
}

async function readTags(local: string, file: string, sizeBytes: number, mtimeMs: number): Promise<ReadFile | null> {
  try {
    const { common, format } = await parseFile(local, { skipCovers: true, duration: /\.(opus|ogg|mp3)$/i.test(local) });
    const artist = common.artist ?? 'Unknown Artist';
    const container = /\.([^.]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
    return {
      title: common.title ?? file.replace(/^.*\//, '').replace(/\.[^.]+$/, ''),
      artist,
      albumArtist: common.albumartist ?? artist,
      album: common.album ?? 'Unknown Album',
      year: common.year ?? null,
      track: common.track.no,
      disc: common.disk.no,
      version: {
        id: 0, // given with its row
        file,
        sizeBytes,
        mtimeMs,
        container,
        codec: container === 'm4a' ? 'aac' : container,
        bitrateKbps: format.bitrate === undefined ? null : Math.round(format.bitrate / 1000),
        durationMs: format.duration === undefined ? null : Math.round(format.duration * 1000),
        lost: false,
      },
    };
  } catch {
    return null; // it does not parse: Plex would not show it either
  }
}

function put(
  library: PlexLibrary,
  keys: KeptKeys,
  read: ReadFile,
  before: Track | null,
  switches: Switches,
  nowS: number,
  settlesAtMs: number,
): Track {
  const artist = artistNamed(library, keys, read.albumArtist, nowS);
  const album = albumNamed(library, keys, artist, read, nowS);
  const twin =
    switches.mergeVersions && !before ? album.tracks.find((track) => track.index === read.track && track.disc === read.disc) : undefined;
  if (twin) {
    twin.versions = [...twin.versions, { ...read.version, id: library.newKey() }];
    twin.updatedAtS = nowS;
    return twin;
  }
  if (before && before.versions.length > 1) {
    before.versions = before.versions.map((version) =>
      version.file === read.version.file ? { ...read.version, id: version.id } : version,
    );
    before.updatedAtS = nowS;
    return before;
  }
  const name = `track ${read.version.file}`;
  if (before && switches.replacedGetsNewKey) delete keys[name];
  const ratingKey = (keys[name] ??= library.newKey());
  const track: Track = {
    type: TRACK,
    ratingKey,
    guid: `local://${ratingKey}`,
    mbid: null,
    title: read.title,
    album,
    artist: read.artist,
    index: read.track,
    disc: read.disc,
    addedAtS: before && !switches.replacedGetsNewKey ? before.addedAtS : nowS,
    updatedAtS: nowS,
    deletedAtS: null,
    settlesAtMs,
    generated: false,
    versions: [{ ...read.version, id: ratingKey }],
  };
  library.add(track);
  if (before) library.remove(new Set([before]));
  library.rekey(track, ratingKey); // the row that went may have had the same key
  return track;
}

function artistNamed(library: PlexLibrary, keys: KeptKeys, title: string, nowS: number): Artist {
  const ratingKey = (keys[`artist ${title}`] ??= library.newKey());
  const known = library.find(ratingKey);
  if (known?.type === ARTIST) return known;
  const artist: Artist = {
    type: ARTIST,
    ratingKey,
    guid: `local://${ratingKey}`,
    mbid: null,
    title,
    addedAtS: nowS,
    updatedAtS: nowS,
    albums: [],
  };
  library.add(artist);
  return artist;
}

function albumNamed(library: PlexLibrary, keys: KeptKeys, artist: Artist, { album: title, year }: ReadFile, nowS: number): Album {
  const ratingKey = (keys[`album ${artist.ratingKey} ${title}`] ??= library.newKey());
  const known = library.find(ratingKey);
  if (known?.type === ALBUM) return known;
  const album: Album = {
    type: ALBUM,
    ratingKey,
    guid: `local://${ratingKey}`,
    mbid: null,
    title,
    artist,
    year,
    addedAtS: nowS,
    updatedAtS: nowS,
    tracks: [],
  };
  library.add(album);
  return album;
}
