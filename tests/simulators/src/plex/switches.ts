/** How this server behaves where real ones differ, or are as bad as they can be. Turned while it runs: `POST /__sim/switch {name: value}`. */
export interface Switches {
  /** Rows in a page at most, whatever was asked for; null: as many as asked. */
  pageCap: number | null;
  /** `push`/`or`/`pop` are answered with 400. */
  refuseGroups: boolean;
  /** What all rows of a list share stands on the container alone. */
  hoist: boolean;
  /** What a shared token gets where an admin is needed. */
  sharedStatus: 401 | 403;
  /** Shared tokens see where files lie. */
  filesForShared: boolean;
  /** A changed album or artist touches its track rows too. */
  parentTouchesTracks: boolean;
  /** Request to start of a scan, on the virtual clock; null: as configured. */
  queueDelayMs: number | null;
  /** A new folder in a new folder is not seen by a scan of that folder alone. */
  nestedFoldersMissed: boolean;
  /** `scannedAt` moves although a scan found nothing. */
  noOpMovesScannedAt: boolean;
  /** The trash is emptied at the end of a scan. */
  emptyTrashAfterScan: boolean;
  /** Another file at the same place is another row. */
  replacedGetsNewKey: boolean;
  /** Files of the same place on the same album become versions of one track. */
  mergeVersions: boolean;
  /** No `library.update.item.metadata` and no state 5: how the "none" agent ends. */
  noneAgent: boolean;
  /** Connections for events stay open and say nothing, not even a ping. */
  silentEvents: boolean;
  /** A track that is in a playlist already is not added again. */
  skipDuplicates: boolean;
  /** Where the counters of an added playlist item stand. */
  playlistCounters: 'container' | 'playlist' | 'none';
  /** Playlists may begin empty. */
  emptyPlaylists: boolean;
  /** A numbered list of tags adds to those that are there, or stands in their place. */
  tagEdits: 'add' | 'replace';
}

export const usual: Switches = {
  pageCap: null,
  refuseGroups: false,
  hoist: false,
  sharedStatus: 403,
  filesForShared: false,
  parentTouchesTracks: false,
  queueDelayMs: null,
  nestedFoldersMissed: false,
  noOpMovesScannedAt: true,
  emptyTrashAfterScan: false,
  replacedGetsNewKey: false,
  mergeVersions: false,
  noneAgent: false,
  silentEvents: false,
  skipDuplicates: false,
  playlistCounters: 'container',
  emptyPlaylists: true,
  tagEdits: 'add',
};
