export type EditedKind = 'artist' | 'album';
export type EditedField = 'picture' | 'genres';

/** What the server shows of an artist or an album now. */
export interface EditableItem {
  readonly key: string;
  readonly kind: EditedKind;
  readonly title: string;
  readonly genres: readonly string[];
  /** null: it has none. Another value means another picture. */
  readonly picture: string | null;
  /** Fields the user locked on the server: never written over. */
  readonly locked: readonly EditedField[];
}

/** Pictures and genres on a server. Throws `Unavailable`; a write that did not stick is found by reading back. */
export interface MetadataEditor {
  /** Items that are there, in any order. */
  read(kind: EditedKind, keys: readonly string[]): Promise<readonly EditableItem[]>;
  /** Exactly these, and the field is locked against the server's own next refresh. */
  setGenres(kind: EditedKind, key: string, genres: readonly string[]): Promise<void>;
  /** JPEG or PNG. */
  setPicture(kind: EditedKind, key: string, image: Uint8Array): Promise<void>;
}
