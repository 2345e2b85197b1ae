/** The place files end in. Throws RootAway and FolderTrouble: a full disk is not an answer. */
export interface MusicFolder {
  /**
   * The folder held open for one step of a filing: what is written while it is held lands in this very folder, or fails, also when it is
   * unmounted in the meantime.
   */
  hold<T>(work: (held: HeldMusicFolder) => Promise<T>): Promise<T>;
  /** Read again from its final place, in a folder that is still the one we know: is it whole there? */
  holds(path: string, sha256: string): Promise<boolean>;
}

export interface HeldMusicFolder {
  /** A copy of the source to work on; its path is good while the folder is held. Replaces an earlier one of this filing. */
  stage(filingId: string, source: string, extension: string): Promise<string>;
  staged(filingId: string, extension: string): Promise<string | null>;
  /** null: nothing is there. */
  hashAt(path: string): Promise<string | null>;
  /** The path with its folders spelled as they are: where `Pier` and `PIER` are one name, the one that is there stays. */
  spelled(path: string): Promise<string>;
  /** Durable when it returns. Never overwrites: throws EEXIST where something is. */
  publish(filingId: string, staged: string, path: string): Promise<void>;
  /** Makes durable what a killed run published. */
  settle(path: string): Promise<void>;
  /** Frees the place that a killed run of this filing held with an unfinished file; what is whole, or not ours, stays. */
  release(filingId: string): Promise<void>;
  clean(filingId: string): Promise<void>;
  /** Finds out how files are published here, before the first one is. */
  probe(): Promise<void>;
  cleanOthers(filingIds: ReadonlySet<string>): Promise<void>;
}
