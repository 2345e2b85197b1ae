import type { EntryId, PlaylistId } from '../ids.js';

/** Why a recording is wanted. It is wanted as long as one of its origins stands. */
export type Origin =
  /** An entry of a followed playlist. */
  | { readonly kind: 'playlist'; readonly playlistId: PlaylistId; readonly entryId: EntryId }
  /** A release of a followed artist. */
  | { readonly kind: 'artist'; readonly artistId: string; readonly releaseId: string }
  /** An album that a person chose as a whole. */
  | { readonly kind: 'album'; readonly releaseId: string }
  /** A person's free search. */
  | { readonly kind: 'search'; readonly searchId: string }
  /** A person asked for it by hand. */
  | { readonly kind: 'person' }
  /** A list that was taken in once and is not followed. */
  | { readonly kind: 'import'; readonly importId: string };

/** As logs of 0.1.0's first builds hold it: the whole playlist, whichever of its entries it is, and only the first one that wanted it. */
export interface PlaylistAsOrigin {
  readonly kind: 'playlist';
  readonly playlistId: PlaylistId;
  readonly name: string;
}

export type StoredOrigin = Origin | PlaylistAsOrigin;
