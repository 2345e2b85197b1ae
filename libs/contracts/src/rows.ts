import type {
  Acquisition,
  Activity,
  ApiKey,
  BlockedPeer,
  BulkResult,
  Filing,
  HealthIssue,
  LibraryAlbum,
  LibraryArtist,
  MatchedTrack as MatchedTrackRow,
  MetadataEdit,
  MetadataEditItem,
  LibraryMirror,
  LibraryScan,
  LibraryTrack,
  Match,
  MirrorBackup,
  MirrorGap,
  Playlist,
  PlaylistEntry,
  PlaylistMirror,
  ProjectionStatus,
  Recording,
  RecordingTimelineItem,
  ServiceStatus,
  Task,
  Throughput,
  DiskStatus,
  SignedInSession,
  Summary,
  User,
  Wish,
} from './rest/index.js';

/**
 * The rows of the lists. Each is written once, where the API describes it (`rest/`); projections type their columns against these, lists show
 * their fields (`columnsOf`), and the console reads them. Types alone, so that whoever imports them gets no decorators with it.
 */
export type PlaylistRow = Readonly<Playlist>;
export type PlaylistEntryRow = Readonly<PlaylistEntry>;
export type MatchedTrack = Readonly<MatchedTrackRow>;
export type BulkResultRow = Readonly<BulkResult>;
export type RecordingRow = Readonly<Recording>;
export type RecordingTimelineRow = Readonly<RecordingTimelineItem>;
export type MatchRow = Readonly<Match>;
export type AcquisitionRow = Readonly<Acquisition>;
export type WishRow = Readonly<Wish>;
export type BlockedPeerRow = Readonly<BlockedPeer>;
export type FilingRow = Readonly<Filing>;
export type LibraryArtistRow = Readonly<LibraryArtist>;
export type LibraryAlbumRow = Readonly<LibraryAlbum>;
export type LibraryTrackRow = Readonly<LibraryTrack>;
export type LibraryScanRow = Readonly<LibraryScan>;
export type LibraryMirrorRow = Readonly<LibraryMirror>;
export type PlaylistMirrorRow = Readonly<PlaylistMirror>;
export type MirrorGapRow = Readonly<MirrorGap>;
export type MirrorBackupRow = Readonly<MirrorBackup>;
export type MetadataEditRow = Readonly<MetadataEdit>;
export type MetadataEditItemRow = Readonly<MetadataEditItem>;
export type ActivityRow = Readonly<Activity>;
export type ServiceStatusRow = Readonly<ServiceStatus>;
export type TaskRow = Readonly<Task>;
export type ThroughputRow = Readonly<Throughput>;
export type DiskStatusRow = Readonly<DiskStatus>;
export type ProjectionStatusRow = Readonly<ProjectionStatus>;
export type HealthIssueRow = Readonly<HealthIssue>;
export type SummaryRow = Readonly<Summary>;
export type UserRow = Readonly<User>;
export type ApiKeyRow = Readonly<ApiKey>;
export type SessionRow = Readonly<SignedInSession>;
