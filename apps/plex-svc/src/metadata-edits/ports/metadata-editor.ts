import type { ServerIdentity, ServerKind } from '../../connection/server-identity.js';

export type EditedKind = 'artist' | 'album';
export type EditedField = 'picture' | 'genres';

/** What the server shows of an artist or an album now. */
export interface EditableItem {
  readonly key: string;
  readonly kind: EditedKind;
  readonly title: string;
  /** Of an album. */
  readonly artist: string | null;
  readonly genres: readonly string[];
  readonly hasPicture: boolean;
  /** MusicBrainz id of an artist, where the server knows it. */
  readonly mbid: string | null;
  /** Fields locked on the server, by its user or by an edit of ours: never written over. */
  readonly locked: readonly EditedField[];
}

/** Pictures and genres on a server; nothing else of an item can be written. Throws `Unavailable`, `EditNotKept`. */
export interface MetadataEditor {
  /** Items that are there, in any order. */
  read(kind: EditedKind, keys: readonly string[]): Promise<readonly EditableItem[]>;
  /** The picture as the server shows it now; null: none. */
  picture(kind: EditedKind, key: string): Promise<Uint8Array | null>;
  /** Exactly these. `lock`: kept from the server's own next refresh, or given back to it. */
  setGenres(kind: EditedKind, key: string, genres: readonly string[], lock: boolean): Promise<void>;
  /** JPEG or PNG; a new one (`lock`) 200 pixels wide and high at least. The picture that is shown already is not sent again. */
  setPicture(kind: EditedKind, key: string, image: Uint8Array, lock: boolean): Promise<void>;
  /** Gives the field back to the server, as it is. */
  unlock(kind: EditedKind, key: string, field: EditedField): Promise<void>;
}

/** A server that may take edits. */
export interface EditedServer {
  readonly kind: ServerKind;
  identify(): Promise<ServerIdentity>;
  /** Its music libraries, by the server's own keys. */
  sections(): Promise<readonly { readonly key: string }[]>;
  /** null: this kind takes none. Whether the account may edit says `capabilities.edits`. */
  readonly editor: MetadataEditor | null;
}

/** Both sides in pixels: less is not worth showing. */
export const LEAST_PIXELS = 200;

/** The server took the write and shows something else, or the item or the picture is none that can be written. */
export class EditNotKept extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EditNotKept';
  }
}
