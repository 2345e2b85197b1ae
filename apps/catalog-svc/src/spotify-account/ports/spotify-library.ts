import type { SpotifyArtist, SpotifyProfile, SpotifyTrouble } from '@soulsync/contracts';

/** A playlist as the account lists it. */
export interface ListedPlaylist {
  readonly id: string;
  readonly name: string;
  readonly ownerName: string | null;
  readonly isOwn: boolean;
  readonly isCollaborative: boolean;
  /** null: only a try tells. */
  readonly isReadable: boolean | null;
  readonly entries: number | null;
  readonly imageUrl: string | null;
}

export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

export interface AccountMetadata {
  readonly accountId: string | null;
  readonly name: string | null;
  readonly profile: SpotifyProfile;
  /** As granted; null: not known. */
  readonly scopes: readonly string[] | null;
}

/** What belongs to the signed-in account. Throws LibraryTrouble. */
export interface SpotifyLibrary {
  account(): Promise<AccountMetadata>;
  /** Own and followed, without the liked songs; from `start` to before `end`. */
  playlists(start: number, end: number): Promise<Listed<ListedPlaylist>>;
  liked(): Promise<ListedPlaylist>;
  followedArtists(start: number, end: number): Promise<Listed<SpotifyArtist>>;
}

export class LibraryTrouble extends Error {
  constructor(
    readonly code: SpotifyTrouble,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LibraryTrouble';
  }
}
