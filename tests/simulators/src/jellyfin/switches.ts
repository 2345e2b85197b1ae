/** How this server behaves where real ones differ, or are as bad as they can be. Turned while it runs: `POST /__sim/switch {name: value}`. */
export interface Switches {
  /** `X-Emby-Token`, `X-MediaBrowser-Token`, `X-Emby-Authorization`, the scheme `Emby` and `api_key` are taken; 12.0 takes none of them. */
  legacyAuthorization: boolean;
  /** API keys get 400 where entries of playlists are read or removed (10.10, 10.11). */
  apiKeyRefusedAtPlaylists: boolean;
  /** Ids are written with hyphens. */
  hyphens: boolean;
  /** A track that is in a playlist already is left out: when it is added, whatever is written, or never. */
  duplicatesFiltered: 'added' | 'always' | 'never';
  /** Rows in a page at most, whatever was asked for; null: as many as asked. */
  pageCap: number | null;
  /** Added to every `TotalRecordCount` of tracks. */
  totalOffBy: number;
  /** `minDateLastSaved` is ignored. */
  changesIgnored: boolean;
  /** Ids of albums and artists without a picture. */
  pictureless: readonly string[];
}

export const usual: Switches = {
  legacyAuthorization: false,
  apiKeyRefusedAtPlaylists: true,
  hyphens: false,
  duplicatesFiltered: 'added',
  pageCap: null,
  totalOffBy: 0,
  changesIgnored: false,
  pictureless: [],
};
