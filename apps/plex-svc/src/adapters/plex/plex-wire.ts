/** The fields we read of a Plex server (apis/plex.md 6, 7, 9, 11). Numbers may arrive as strings; absent lists are empty. */
type Numeric = number | string;

export interface WireContainer {
  readonly size?: Numeric;
  readonly totalSize?: Numeric;
  readonly offset?: Numeric;
  readonly machineIdentifier?: string;
  readonly version?: string;
  readonly friendlyName?: string;
  readonly Directory?: readonly WireSection[];
  readonly Metadata?: readonly WireTrack[];
  readonly Activity?: readonly WireActivity[];
}

export interface WireSection {
  readonly key?: Numeric;
  readonly type?: string;
  readonly title?: string;
  readonly refreshing?: boolean | string;
  readonly scannedAt?: Numeric;
}

export interface WireTrack {
  readonly ratingKey?: Numeric;
  readonly parentRatingKey?: Numeric;
  readonly type?: string;
  readonly guid?: string;
  readonly title?: string;
  readonly originalTitle?: string;
  readonly grandparentTitle?: string;
  readonly parentTitle?: string;
  readonly parentYear?: Numeric;
  readonly year?: Numeric;
  readonly index?: Numeric;
  readonly parentIndex?: Numeric;
  readonly duration?: Numeric;
  readonly deletedAt?: Numeric;
  readonly Media?: readonly {
    readonly duration?: Numeric;
    readonly bitrate?: Numeric;
    readonly container?: string;
    readonly Part?: readonly { readonly file?: string; readonly size?: Numeric }[];
  }[];
}

export interface WireActivity {
  readonly type?: string;
  readonly Context?: { readonly librarySectionID?: Numeric };
}

export interface WireAnswer {
  readonly MediaContainer?: WireContainer;
}

export const numberOf = (value: Numeric | undefined): number | null => {
  const number = typeof value === 'string' ? Number(value) : value;
  return number === undefined || !Number.isFinite(number) ? null : number;
};
