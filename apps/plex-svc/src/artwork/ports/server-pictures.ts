import type { ServerKind } from '../../connection/server-identity.js';

export type PicturedKind = 'album' | 'artist';

/** Pictures as a media server shows them. */
export interface ServerPictures {
  /** By the server's own key; null: it shows none. Throws Unavailable when it could not be asked, or answers with something that is no picture. */
  picture(kind: PicturedKind, key: string): Promise<Uint8Array | null>;
}

export interface PicturedServer {
  readonly kind: ServerKind;
  /** null: this kind shows none of its own. */
  readonly pictures: ServerPictures | null;
}
