/**
 * The fields we read of a Subsonic server (API 1.16.1 and OpenSubsonic, apis/jellyfin-subsonic.md 4). Lists that are empty may be absent, one
 * element may stand for a list, and servers that turn XML into JSON write a title like "1979" as a number.
 */
type Text = string | number;
type Numeric = number | string;
export type OneOrMany<T> = T | readonly T[];

export interface WireAnswer {
  readonly 'subsonic-response'?: WireResponse;
}

export interface WireResponse {
  readonly status?: string;
  readonly version?: string;
  readonly type?: string;
  readonly serverVersion?: string;
  readonly openSubsonic?: boolean;
  readonly error?: { readonly code?: Numeric; readonly message?: string };
  readonly openSubsonicExtensions?: OneOrMany<{ readonly name?: string }>;
  readonly tokenInfo?: { readonly username?: Text };
  readonly user?: { readonly username?: Text; readonly adminRole?: boolean | string };
  readonly musicFolders?: { readonly musicFolder?: OneOrMany<WireFolder> };
  readonly indexes?: WireIndexes;
  readonly directory?: { readonly child?: OneOrMany<WireSong> };
  readonly scanStatus?: WireScanStatus;
  readonly searchResult3?: { readonly song?: OneOrMany<WireSong> };
  readonly albumList2?: { readonly album?: OneOrMany<WireAlbum> };
  readonly artist?: WireArtist;
  readonly album?: WireAlbum;
  readonly song?: WireSong;
  readonly playlists?: { readonly playlist?: OneOrMany<WirePlaylist> };
  readonly playlist?: WirePlaylist;
}

export interface WireFolder {
  readonly id?: Text;
  readonly name?: Text;
}

export interface WireIndexes {
  /** Milliseconds. */
  readonly lastModified?: Numeric;
  readonly index?: OneOrMany<{ readonly artist?: OneOrMany<WireFolder> }>;
  readonly child?: OneOrMany<WireSong>;
}

export interface WireScanStatus {
  readonly scanning?: boolean | string;
  readonly count?: Numeric;
  /** Navidrome alone. */
  readonly lastScan?: string;
  readonly error?: string;
}

/** A song, or a folder where `isDir` says so. */
export interface WireSong {
  readonly id?: Text;
  readonly isDir?: boolean | string;
  readonly isVideo?: boolean | string;
  readonly type?: string;
  readonly title?: Text;
  readonly album?: Text;
  readonly albumId?: Text;
  readonly artist?: Text;
  readonly artistId?: Text;
  readonly displayArtist?: Text;
  readonly artists?: OneOrMany<WireFolder>;
  readonly displayAlbumArtist?: Text;
  readonly albumArtists?: OneOrMany<WireFolder>;
  readonly track?: Numeric;
  readonly discNumber?: Numeric;
  readonly year?: Numeric;
  /** Seconds. */
  readonly duration?: Numeric;
  readonly size?: Numeric;
  readonly suffix?: string;
  /** kbit/s; supysonic 0.7.2 gives bit/s. */
  readonly bitRate?: Numeric;
  readonly bitDepth?: Numeric;
  readonly samplingRate?: Numeric;
  readonly path?: Text;
  readonly musicBrainzId?: string;
  readonly isrc?: OneOrMany<string>;
  readonly coverArt?: Text;
}

export interface WireAlbum {
  readonly id?: Text;
  readonly name?: Text;
  readonly artist?: Text;
  readonly displayArtist?: Text;
  readonly songCount?: Numeric;
  readonly created?: string;
  readonly coverArt?: Text;
  readonly song?: OneOrMany<WireSong>;
}

export interface WireArtist {
  readonly id?: Text;
  readonly coverArt?: Text;
}

export interface WirePlaylist {
  readonly id?: Text;
  readonly name?: Text;
  readonly owner?: Text;
  readonly songCount?: Numeric;
  /** OpenSubsonic; of one's own list it means that a rule makes it. */
  readonly readonly?: boolean | string;
  readonly entry?: OneOrMany<WireSong>;
}

export type Named<T extends { readonly id?: Text }> = T & { readonly id: Text };

/** The elements of a list that are objects, whichever way they are written. */
export function asArray<T extends object>(value: OneOrMany<T> | null | undefined): readonly T[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.filter((item): item is T => typeof item === 'object' && item !== null);
}

/** Those that have an id: without one nothing can be asked of them. */
export const named = <T extends { readonly id?: Text }>(value: OneOrMany<T> | null | undefined): readonly Named<T>[] =>
  asArray(value).filter((item): item is Named<T> => textOf(item.id) !== null);

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : null;

export function numberOf(value: Numeric | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export const isTrue = (value: boolean | string | undefined): boolean => value === true || value === 'true';
