/** Brands keep ids of different things apart; a brand is given at the edge, after parsing. */
type Brand<T, B extends string> = T & { readonly __brand: B };

/** Of a recording, as `recording-identity` answers it; `match` streams use the same id. */
export type WantedRecordingId = Brand<string, 'WantedRecordingId'>;
export type PlaylistId = Brand<string, 'PlaylistId'>;
/** `<uri>#<n>`: the n-th occurrence (from 1) of a URI in its playlist. */
export type EntryId = Brand<string, 'EntryId'>;
/** uuid5 of the server's machine identifier and its own key of the track. */
export type LibraryTrackId = Brand<string, 'LibraryTrackId'>;
export type LibraryAlbumId = Brand<string, 'LibraryAlbumId'>;
/** uuid5 of what it is for; the wanted recording's own id in logs of before acquisitions had ids of their own. */
export type AcquisitionId = Brand<string, 'AcquisitionId'>;
/** uuid5 of acquisition, peer, remote file and attempt: ours, known before the peer network answers. */
export type TransferId = Brand<string, 'TransferId'>;
/** uuid5 of the transfer id: one filing a transfer. */
export type FilingId = Brand<string, 'FilingId'>;
export type ScanId = Brand<string, 'ScanId'>;
/** UTC, ISO 8601 with milliseconds and `Z`. */
export type Instant = string;
