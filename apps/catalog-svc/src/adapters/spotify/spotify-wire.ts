/**
 * The fields we read of Spotify's Web API, as published on 2026-05-30 (apis/spotify.md 5). Everything is optional: the access
 * profile decides what is there, and unknown fields are ignored.
 */
export interface WirePlaylist {
  readonly id?: string;
  readonly name?: string;
  readonly snapshot_id?: string;
  readonly collaborative?: boolean;
  readonly owner?: { readonly id?: string; readonly display_name?: string | null } | null;
  readonly images?: readonly WireImage[] | null;
  /** New name; `tracks` is the old one. */
  readonly items?: { readonly total?: number } | null;
  readonly tracks?: { readonly total?: number } | null;
}

export interface WireUser {
  readonly id?: string;
  /** Lasting, since May 2026. */
  readonly account_id?: string;
  readonly display_name?: string | null;
  /** Not of an app of one's own since 2026. */
  readonly product?: string;
  readonly country?: string;
}

export interface WireTrack {
  readonly type?: string;
  readonly id?: string | null;
  readonly uri?: string | null;
  readonly name?: string;
  readonly duration_ms?: number;
  readonly is_local?: boolean;
  readonly track_number?: number;
  readonly disc_number?: number;
  readonly external_ids?: { readonly isrc?: string } | null;
  /** false is "no or unknown". */
  readonly explicit?: boolean;
  readonly artists?: readonly (WireArtist | null)[] | null;
  readonly album?: WireAlbum | null;
}

export interface WireArtist {
  readonly id?: string | null;
  readonly name?: string;
  readonly uri?: string | null;
  readonly images?: readonly WireImage[] | null;
}

/** By cursor. */
export interface WireArtistsPage {
  readonly total?: number;
  readonly cursors?: { readonly after?: string | null } | null;
  readonly items: readonly (WireArtist | null)[];
}

export interface WireAlbum {
  readonly uri?: string | null;
  readonly name?: string;
  /** `album`, `single` or `compilation`, in any case; null for local files. */
  readonly album_type?: string | null;
  readonly total_tracks?: number;
  readonly release_date?: string | null;
  readonly artists?: readonly (WireArtist | null)[] | null;
  readonly images?: readonly WireImage[] | null;
  /** Of a whole album alone. */
  readonly external_ids?: { readonly upc?: string; readonly ean?: string } | null;
}

export interface WireEntry {
  readonly added_at?: string | null;
  readonly is_local?: boolean;
  /** New name; `track` is the old one. Inside old track objects both are booleans. */
  readonly item?: WireTrack | boolean | null;
  readonly track?: WireTrack | boolean | null;
}

export interface WirePage<Row> {
  readonly total?: number;
  readonly next?: string | null;
  readonly items: readonly (Row | null)[];
}

export interface WireImage {
  readonly url?: string;
  readonly width?: number | null;
}

/** Lists of a search; items may be null. */
export interface WireSearch {
  readonly artists?: {
    readonly items?: readonly ({
      readonly name?: string;
      readonly images?: readonly WireImage[] | null;
      /** Deprecated, often empty, may go. */
      readonly genres?: readonly string[] | null;
    } | null)[];
  };
  readonly albums?: {
    readonly items?: readonly ({
      readonly name?: string;
      readonly artists?: readonly ({ readonly name?: string } | null)[] | null;
      readonly images?: readonly WireImage[] | null;
    } | null)[];
  };
}

export interface WireToken {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
  /** Space between them. */
  readonly scope?: string;
}
