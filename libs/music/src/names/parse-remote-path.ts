import { isVariousArtists, nameKeys } from '../artists/parse-artists.js';
import { foldText } from '../normalise/fold-text.js';
import { parseTitle } from '../titles/parse-title.js';
import type { VersionKind } from '../titles/version-tag.js';
import { readFileName } from './parse-file.js';
import type { FileReading, NameHints } from './parse-file.js';
import { parseFolder } from './parse-folder.js';
import type { FolderReading } from './parse-folder.js';
import { genericFolder, splitPath } from './path-segments.js';
import type { PathSegments } from './path-segments.js';

/** A peer's path read as a place in somebody's collection. null: the path does not say. */
export interface ParsedRelease {
  readonly artist: string | null;
  readonly album: string | null;
  readonly title: string | null;
  readonly year: number | null;
  readonly track: number | null;
  readonly disc: number | null;
  /** Lower case; the file's extension, else what the folder says. */
  readonly format: string | null;
  /** kbps, or a VBR preset such as `V0`. */
  readonly bitrate: number | string | null;
  readonly bitDepth: number | null;
  readonly sampleRateKhz: number | null;
  readonly media: 'cd' | 'web' | 'vinyl' | null;
  readonly group: string | null;
  readonly versionKind: VersionKind | null;
  readonly discography: boolean;
}

/** A path with all the ways to read its file, for judging it against something known. */
export interface RemotePath {
  readonly readings: readonly FileReading[];
  /** Artist as the folders have it; null: they name nobody, or "Various Artists". */
  readonly folderArtist: string | null;
  /** The release's folder as written, and all others above it, nearest first; without the peer's share names. */
  readonly folders: readonly string[];
  readonly extension: string;
}

interface Read extends RemotePath {
  readonly release: FolderReading | null;
  /** As written, whoever it is. */
  readonly namedArtist: string | null;
}

export function parseRemotePath(path: string): ParsedRelease {
  const segments = splitPath(path);
  const { readings, release, namedArtist, extension } = read(segments, {});
  const first = readings[0];
  const parsed = first ? parseTitle(first.title) : null;
  return {
    artist: first ? (first.artist ?? namedArtist) : (release?.artist ?? null),
    album: albumOf(first, release),
    title: parsed === null ? null : parsed.base,
    year: release?.year ?? null,
    track: first?.track ?? null,
    disc: first?.disc ?? segments.disc,
    format: extension !== '' ? extension : (release?.format ?? null),
    bitrate: release?.bitrate ?? null,
    bitDepth: release?.bitDepth ?? null,
    sampleRateKhz: release?.sampleRateKhz ?? null,
    media: release?.media ?? null,
    group: release?.group ?? null,
    versionKind: parsed?.versions[0]?.kind ?? null,
    discography: release?.discography ?? false,
  };
}

/** What a path tells of a song whose file does not. null: it does not say. */
export interface PathNames {
  readonly artist: string | null;
  readonly album: string | null;
  /** Whole, with its version. */
  readonly title: string | null;
  readonly track: number | null;
  readonly disc: number | null;
}

/**
 * The names in a path of one's own library; `artist`: known from elsewhere. Folders alone name the artist where they do so as collections are
 * kept (`Artist/Album/01 Title`, `Artist - Album/Title`): any other folder may be anything ("Not sorted").
 */
export function namesInPath(path: string, artist: string | null = null): PathNames {
  const segments = splitPath(path);
  const { readings, release, namedArtist } = read(segments, artist === null ? {} : { artists: [artist] });
  const [first] = readings;
  const track = first?.track ?? null;
  const kept = namedArtist !== null && (track !== null || release?.artist === namedArtist) ? namedArtist : null;
  const ofFolder = first?.artist === null || (namedArtist !== null && sameName(first?.artist ?? '', namedArtist));
  return {
    artist: first?.artist ?? kept,
    album: first?.album ?? (ofFolder && kept !== null ? (release?.album ?? null) : null),
    title: first?.title ?? null,
    track,
    disc: first?.disc ?? segments.disc,
  };
}

/** A path's segments read; `known` names what they are held against. */
export const readSegments: (segments: PathSegments, known?: Partial<NameHints>) => RemotePath = (segments, known = {}) =>
  read(segments, known);

function read({ folders, stem, extension }: PathSegments, known: Partial<NameHints>): Read {
  // A release may be called "6": one sign sorts a collection only above other folders.
  const named = folders.filter((folder, place) => !genericFolder(folder) || (place === 0 && [...folder].length === 1));
  const releaseFolder = named[0] ?? null;
  const release = releaseFolder === null ? null : parseFolder(releaseFolder);
  const above = named.slice(1).find((folder) => !genericFolder(folder)) ?? null;
  const artistAbove = above === null ? null : (parseFolder(above).artist ?? above);
  // "FACE - The 1st Album" in the wanted artist's folder is all album.
  const aboveKnown = artistAbove !== null && (known.artists ?? []).some((artist) => sameName(artist, artistAbove));
  const namedArtist = aboveKnown ? artistAbove : folderArtistOf(release, artistAbove, releaseFolder, stem);
  const hints: NameHints = {
    artists: [...(known.artists ?? []), ...[namedArtist, artistAbove].filter((name) => name !== null)],
    albums: [...(known.albums ?? []), ...[release?.album ?? null].filter((name) => name !== null)],
    group: release?.group ?? null,
  };
  return {
    readings: stem === null ? [] : readFileName(stem, hints),
    folderArtist: namedArtist !== null && isVariousArtists(namedArtist) ? null : namedArtist,
    namedArtist,
    release,
    folders,
    extension,
  };
}

const sameName = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key));

const albumOf = (first: FileReading | undefined, release: FolderReading | null) => release?.album ?? first?.album ?? null;

function folderArtistOf(release: FolderReading | null, above: string | null, folder: string | null, stem: string | null): string | null {
  if (release?.artist) return release.artist;
  if (above !== null) return above;
  // One folder alone that the file's name repeats is the artist's.
  return folder !== null && stem !== null && foldText(stem).startsWith(`${foldText(folder)} `) ? folder : null;
}

/** The name of a release's folder alone; a slash in it is part of the name. */
export function parseFolderName(name: string): ParsedRelease {
  const { versions } = parseTitle(name);
  return { ...parseFolder(name), title: null, track: null, disc: null, versionKind: versions[0]?.kind ?? null };
}
