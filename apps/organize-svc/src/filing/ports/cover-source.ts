/** Covers, by the address that the recording names. */
export interface CoverSource {
  /** null: none is named, or none could be had; a cover never holds a file up. */
  cover(url: string | null): Promise<Buffer | null>;
}
