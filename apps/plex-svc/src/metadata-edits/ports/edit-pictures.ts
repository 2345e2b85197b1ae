/** What the server showed before a write began; null: no picture, or the write was of genres. */
export interface Begun {
  readonly former: Uint8Array | null;
}

/** Pictures of an edit on our own disk: what was offered, until it is written; what was there before, until it is undone. */
export interface EditPictures {
  offer(editId: string, n: number, image: Uint8Array): Promise<void>;
  /** null: it is not there (any more). */
  offered(editId: string, n: number): Promise<Uint8Array | null>;
  /** Kept on disk before the write: whatever happens then, it is known that it was ours. A write that began before keeps what it said. */
  begin(editId: string, n: number, former: Uint8Array | null): Promise<void>;
  /** null: no write began. */
  begun(editId: string, n: number): Promise<Begun | null>;
  /** What was offered is not needed any more. */
  dropOffers(editId: string): Promise<void>;
  dropAll(editId: string): Promise<void>;
}

/** Pictures among our own music. */
export interface MusicPictures {
  /** The cover of the album these files are of, from its folder or embedded, with where it was found; null: none. */
  coverOf(paths: readonly string[]): Promise<{ readonly image: Uint8Array; readonly from: string } | null>;
}
