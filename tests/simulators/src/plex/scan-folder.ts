import { stat } from 'node:fs/promises';
import { isBelow, musicFilesIn, tagsOf } from '../music/music-files.js';
import type { FileTags, FoundFile } from '../music/music-files.js';
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
type ReadFile = Pick<FileTags, 'title' | 'artist' | 'albumArtist' | 'album' | 'year' | 'track' | 'disc'> & { readonly version: Version };

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
  const found = await musicFilesIn(locations, folder);
  const byFile = new Map(
    library
      .tracks()
      .flatMap((track) => (track.generated ? [] : track.versions.map((version) => [version.file, { track, version }] as const))),
  );
  const reads: ReadFile[] = [];
  for (let from = 0; from < found.length; from += AT_ONCE)
    await Promise.all(
      found.slice(from, from + AT_ONCE).map(async (one) => {
        const { local, file } = one;
        const { size, mtimeMs } = await stat(local).catch(() => ({ size: 0, mtimeMs: 0 })); // gone in between
        const known = byFile.get(file);
        const same = known && known.version.sizeBytes === size && known.version.mtimeMs === mtimeMs && known.track.deletedAtS === null;
        if (size === 0 || same) return;
        const whole = await read(one, size, mtimeMs);
        if (whole) reads.push(whole);
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

/** null: it does not parse. */
async function read(found: FoundFile, sizeBytes: number, mtimeMs: number): Promise<ReadFile | null> {
  const tags = await tagsOf(found);
  if (!tags) return null;
  const { container, codec, bitrateKbps, durationMs } = tags;
  // Its number is given with its row.
  return { ...tags, version: { id: 0, file: found.file, sizeBytes, mtimeMs, container, codec, bitrateKbps, durationMs, lost: false } };
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
