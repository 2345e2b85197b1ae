/** slskd's folders as we see them. */
export interface LocalDownloads {
  /**
   * Removes a file of this size below slskd's download folder, and its folder once that is empty. `away`: the folder is not the one we know,
   * so that nothing is said of what lies in it; `forbidden`: it stays.
   */
  remove(file: {
    readonly path: string;
    readonly localFilename: string;
    readonly sizeBytes: number;
  }): Promise<'removed' | 'away' | 'forbidden'>;
  /** Removes what slskd shows at this place, if it is the very same that we see there; else `forbidden`. */
  removeSame(file: {
    readonly localFilename: string;
    readonly sizeBytes: number;
    readonly modifiedMs: number;
  }): Promise<'removed' | 'forbidden'>;
}
