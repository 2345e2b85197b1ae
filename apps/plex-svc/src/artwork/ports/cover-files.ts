/** Pictures that lie with the library's files, or in them. */
export interface CoverFiles {
  /** Of the first of these files that has one; null: none has. Throws Unavailable where none of them can be read now. */
  coverOf(paths: readonly string[]): Promise<{ readonly image: Uint8Array } | null>;
}
