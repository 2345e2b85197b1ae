/** The download folder as we see it. */
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
}
