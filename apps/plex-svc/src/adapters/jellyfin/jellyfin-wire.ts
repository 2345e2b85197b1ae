/**
 * The fields we read of a Jellyfin server (10.10 to 12, apis/jellyfin-subsonic.md 3). Ids come with and without hyphens, numbers may come as
 * text, and fields without a value are absent or null.
 */
type Numeric = number | string | null;
type Text = string | null;

export interface WirePublicInfo {
  readonly Id?: Text;
  readonly ServerName?: Text;
  readonly Version?: Text;
  readonly ProductName?: Text;
  readonly StartupWizardCompleted?: boolean | null;
}

export interface WireUser {
  readonly Id?: Text;
  readonly Policy?: { readonly IsAdministrator?: boolean; readonly IsDisabled?: boolean } | null;
}

export interface WireSignIn {
  readonly AccessToken?: Text;
  readonly User?: WireUser | null;
}

export interface WireList {
  readonly Items?: readonly unknown[];
  readonly TotalRecordCount?: Numeric;
}

/** A view, an album, a track, a playlist or an entry of one. */
export interface WireItem {
  readonly Id: string;
  readonly ServerId?: Text;
  readonly Type?: Text;
  readonly Name?: Text;
  readonly CollectionType?: Text;
  readonly MediaType?: Text;
  /** `Virtual`: no file lies behind it. */
  readonly LocationType?: Text;
  /** Moves with every save of the row. */
  readonly Etag?: Text;
  readonly Path?: Text;
  readonly Album?: Text;
  readonly AlbumId?: Text;
  readonly AlbumArtist?: Text;
  readonly AlbumArtists?: readonly { readonly Name?: Text; readonly Id?: Text }[] | null;
  readonly Artists?: readonly Text[] | null;
  readonly IndexNumber?: Numeric;
  readonly ParentIndexNumber?: Numeric;
  readonly ProductionYear?: Numeric;
  /** 10,000 a millisecond. */
  readonly RunTimeTicks?: Numeric;
  readonly Container?: Text;
  readonly MediaSources?: readonly WireSource[] | null;
  readonly ProviderIds?: Readonly<Record<string, Text>> | null;
  readonly ImageTags?: Readonly<Record<string, Text>> | null;
  readonly AlbumPrimaryImageTag?: Text;
  readonly ChildCount?: Numeric;
  readonly CanDelete?: boolean | null;
  /** Equals the track's id: two entries of the same track have the same one. */
  readonly PlaylistItemId?: Text;
}

/** One file of a track. */
export interface WireSource {
  readonly Path?: Text;
  readonly Container?: Text;
  readonly Size?: Numeric;
  /** bit/s. */
  readonly Bitrate?: Numeric;
  readonly RunTimeTicks?: Numeric;
  readonly MediaStreams?:
    readonly { readonly Type?: Text; readonly Codec?: Text; readonly SampleRate?: Numeric; readonly BitDepth?: Numeric }[] | null;
}

export interface WireCounts {
  readonly SongCount?: Numeric;
  readonly AlbumCount?: Numeric;
}

export interface WireTask {
  readonly Key?: Text;
  readonly State?: Text;
  readonly LastExecutionResult?: { readonly EndTimeUtc?: Text; readonly Status?: Text } | null;
}

export interface WireFolder {
  readonly ItemId?: Text;
  readonly Locations?: readonly Text[] | null;
}

/** As we keep ids: without hyphens, in small letters. */
export const plainId = (id: Text | undefined): string | null => (id ? id.replaceAll('-', '').toLowerCase() : null);

export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function numberOf(value: Numeric | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The elements of a list that are objects. */
export const objectsIn = <T extends object>(list: unknown): readonly T[] =>
  Array.isArray(list) ? list.filter((item): item is T => typeof item === 'object' && item !== null) : [];

export const isItem = (item: unknown): item is WireItem =>
  typeof item === 'object' && item !== null && 'Id' in item && textOf(item.Id) !== null;
