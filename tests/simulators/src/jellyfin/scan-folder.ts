import { stat } from 'node:fs/promises';
import { dirname } from 'node:path/posix';
import { isBelow, musicFilesIn, tagsOf } from '../music/music-files.js';
import type { FileTags, FoundFile, MusicLocation } from '../music/music-files.js';
import { idOf } from './library.js';
import type { Album, Artist, JellyfinLibrary, Track } from './library.js';

/** What is kept of a scanned track over a restart. */
export interface KeptTrack extends FileTags {
  readonly file: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly createdAtMs: number;
  readonly savedAtMs: number;
}

const AT_ONCE = 4;

/**
 * Reads a folder (as the server names it) as a scan does: what is new or changed is saved now, what is gone goes at once. '': every location.
 */
export async function scanFolder(
  library: JellyfinLibrary,
  locations: readonly MusicLocation[],
  folder: string,
  now: { readonly ms: number; readonly settlesAtMs: number },
): Promise<void> {
  const found = await musicFilesIn(locations, folder);
  const known = new Map(library.tracks().flatMap((track) => (track.generated ? [] : [[track.file, track] as const])));
  const changed: KeptTrack[] = [];
  for (let from = 0; from < found.length; from += AT_ONCE)
    await Promise.all(
      found.slice(from, from + AT_ONCE).map(async (one) => {
        const kept = await reread(one, known.get(one.file), now.ms);
        if (kept) changed.push(kept);
      }),
    );
  changed.sort((a, b) => (a.file < b.file ? -1 : 1));
  const there = new Set(found.map(({ file }) => file));
  const gone = [...known.values()].filter(({ file }) => isBelow(folder, file) && !there.has(file));
  library.remove(new Set([...gone, ...changed.flatMap(({ file }) => known.get(file) ?? [])]));
  for (const kept of changed) put(library, kept, now.settlesAtMs);
  if (gone.length + changed.length > 0) library.touched();
}

/** null: unchanged, empty, or no audio. */
async function reread(found: FoundFile, before: Track | undefined, nowMs: number): Promise<KeptTrack | null> {
  const { size, mtimeMs } = await stat(found.local).catch(() => ({ size: 0, mtimeMs: 0 })); // gone in between
  if (size === 0 || (before && before.sizeBytes === size && before.mtimeMs === mtimeMs)) return null;
  const tags = await tagsOf(found);
  return tags && { ...tags, file: found.file, sizeBytes: size, mtimeMs, createdAtMs: before?.createdAtMs ?? nowMs, savedAtMs: nowMs };
}

export function put(library: JellyfinLibrary, kept: KeptTrack, settlesAtMs: number): void {
  const artist = artistNamed(library, kept);
  const album = albumAt(library, artist, kept);
  const { file, sizeBytes, mtimeMs, container, codec, bitrateKbps, durationMs, createdAtMs, savedAtMs, year } = kept;
  const track: Track = {
    type: 'Audio',
    id: idOf('Audio', file),
    name: kept.title,
    album,
    albumName: kept.album,
    artists: [kept.artist],
    index: kept.track,
    disc: kept.disc,
    ...{ file, sizeBytes, mtimeMs, container, codec, bitrateKbps, durationMs, createdAtMs, savedAtMs, year },
    settlesAtMs,
    mbids: {},
    generated: false,
  };
  library.add(track);
}

export const keptOf = (track: Track): KeptTrack => {
  const { file, sizeBytes, mtimeMs, container, codec, bitrateKbps, durationMs, createdAtMs, savedAtMs, year, disc } = track;
  const of = { file, sizeBytes, mtimeMs, container, codec, bitrateKbps, durationMs, createdAtMs, savedAtMs, year, disc };
  const { name: title, albumName: album, index } = track;
  return { ...of, title, album, artist: track.artists[0] ?? '', albumArtist: track.album.artist.name, track: index };
};

function artistNamed(library: JellyfinLibrary, { albumArtist: name, createdAtMs, savedAtMs }: KeptTrack): Artist {
  const id = idOf('MusicArtist', name);
  const known = library.find(id);
  if (known?.type === 'MusicArtist') return known;
  const artist: Artist = { type: 'MusicArtist', id, name, createdAtMs, savedAtMs, albums: [] };
  library.add(artist);
  return artist;
}

function albumAt(library: JellyfinLibrary, artist: Artist, { file, album: name, year, createdAtMs, savedAtMs }: KeptTrack): Album {
  const id = idOf('MusicAlbum', dirname(file));
  const known = library.find(id);
  if (known?.type === 'MusicAlbum') return known;
  const album: Album = { type: 'MusicAlbum', id, name, artist, year, createdAtMs, savedAtMs, tracks: [] };
  library.add(album);
  return album;
}
