/** The fields we read of a Plex server (apis/plex.md 6, 7, 9, 11). Numbers may arrive as strings; absent lists are empty. */
export type Numeric = number | string;

export interface WireContainer extends WireParents {
  readonly size?: Numeric;
  readonly totalSize?: Numeric;
  readonly offset?: Numeric;
  readonly friendlyName?: string;
  readonly machineIdentifier?: string;
  readonly version?: string;
  readonly Directory?: readonly WireSection[];
  readonly Metadata?: readonly WireItem[];
  readonly Activity?: readonly WireActivity[];
}

export interface WireSection {
  readonly key?: Numeric;
  readonly type?: string;
  readonly title?: string;
  readonly scanner?: string;
  readonly agent?: string;
  readonly refreshing?: boolean | string;
  readonly scannedAt?: Numeric;
  readonly updatedAt?: Numeric;
  /** A counter, not a time. */
  readonly contentChangedAt?: Numeric;
  readonly Location?: readonly { readonly path?: string }[];
}

/** An artist, an album or a track. */
export interface WireItem {
  readonly ratingKey?: Numeric;
  readonly addedAt?: Numeric;
  readonly updatedAt?: Numeric;
  /** Since then it is in the trash. */
  readonly deletedAt?: Numeric;
}

/** An artist or an album as it is read alone. */
export interface WireEditable extends WireItem {
  readonly title?: string;
  readonly parentTitle?: string;
  /** Its picture's address at this server; absent: it has none. */
  readonly thumb?: string;
  readonly Genre?: readonly { readonly tag?: string }[];
  readonly Guid?: readonly { readonly id?: string }[];
  readonly Field?: readonly { readonly name?: string; readonly locked?: boolean | Numeric }[];
}

/** What a track tells of its album and artist; where all rows of a list share it, it may stand on the container alone. */
export interface WireParents {
  readonly parentRatingKey?: Numeric;
  readonly grandparentRatingKey?: Numeric;
  readonly grandparentTitle?: string;
  readonly parentTitle?: string;
  readonly parentYear?: Numeric;
  readonly parentThumb?: string;
}

export interface WireTrack extends WireItem, WireParents {
  readonly type?: string;
  readonly guid?: string;
  readonly title?: string;
  readonly originalTitle?: string;
  readonly year?: Numeric;
  readonly index?: Numeric;
  readonly parentIndex?: Numeric;
  readonly duration?: Numeric;
  readonly Media?: readonly WireMedia[];
}

/** One version of a track. */
export interface WireMedia {
  readonly duration?: Numeric;
  readonly bitrate?: Numeric;
  readonly container?: string;
  readonly audioCodec?: string;
  readonly Part?: readonly {
    readonly file?: string;
    readonly size?: Numeric;
    readonly exists?: boolean | Numeric;
    readonly Stream?: readonly { readonly streamType?: Numeric; readonly samplingRate?: Numeric; readonly bitDepth?: Numeric }[];
  }[];
}

export interface WireActivity {
  readonly type?: string;
  readonly Context?: { readonly librarySectionID?: Numeric };
}

export interface WirePlaylist extends WireItem {
  readonly title?: string;
  readonly playlistType?: string;
  readonly leafCount?: Numeric;
  readonly smart?: boolean | Numeric;
  readonly readOnly?: boolean | Numeric;
  /** The server's own lists (favourites). */
  readonly specialPlaylistType?: string;
}

/** A track's row within a playlist. */
export interface WirePlaylistItem extends WireTrack {
  /** Absent where the list is made by a rule. */
  readonly playlistItemID?: Numeric;
}

export interface WireAnswer {
  readonly MediaContainer?: WireContainer;
}

export const numberOf = (value: Numeric | undefined): number | null => {
  const number = typeof value === 'string' ? Number(value) : value;
  return number === undefined || !Number.isFinite(number) ? null : number;
};
