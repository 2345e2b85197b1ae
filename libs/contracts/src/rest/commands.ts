import type { Role } from '../gateway/account.js';
import { rpc } from '../subjects.js';
import { BlockPeer } from './acquire.js';
import { FinishSpotifySignIn, SpotifyAccount, SpotifySignIn, StartSpotifySignIn } from './spotify.js';
import { BulkResult, Ids } from './bulk.js';
import {
  ChangePlaylistOptions,
  FollowPlaylist,
  MergeRecordings,
  RecordingTimelineItem,
  SplitRecording,
  UnfollowPreview,
} from './catalog.js';
import { ApplyMetadataEdit, ProposeMetadataEdit } from './metadata-edits.js';
import { ConfirmMatch, RejectMatch, UndoMatch } from './match.js';
import { ConnectionTest } from './connections.js';
import { ChooseServer, MediaServer, OfferedServerRow, SignIn, StartSignIn, UseServerToken } from './media-server.js';
import { MirrorPlaylist } from './mirrors.js';
import { Folder, TestFolder } from './organize.js';
import { PathProofRow } from './plex.js';

type Class = new () => object;

/**
 * A route of the API that is one request to one service: the ids in its path and the fields of its body go there, what comes back is answered.
 * The gateway makes the route and its documentation of it, the service checks ids and body by it before any handler sees them.
 */
export interface ApiCommand {
  readonly verb: 'get' | 'post' | 'put' | 'delete';
  /** Below `/api/v1/`; `:id` is one token of a subject. */
  readonly path: string;
  /** Something that others have named: any text is an id. */
  readonly anyId?: boolean;
  readonly subject: string;
  /** What is read of the body, and how it must be; without it no body is read. */
  readonly body?: Class;
  /** Whoever is less gets 403. */
  readonly role: Role;
  /** Default 10 s. */
  readonly timeoutMs?: number;
  /** Default `Accepted`; in brackets: a list of these. */
  readonly answer?: Class | readonly [Class];
  /** The answer holds a secret: no copy of it is kept. */
  readonly isShownOnce?: boolean;
  readonly summary: string;
  readonly tag: string;
  /** Clients are generated from these: they stay. */
  readonly operationId: string;
}

/** A file of 100 000 rows is read and stored. */
const FOLLOWING_MS = 120_000;
/** A few lists of the server, and files on a disk that may sleep. */
const PROVING_MS = 60_000;
/** The media server may take its time to say who it is. */
const ASKING_MS = 60_000;
/** Up to 500 at once, one after the other where they touch. */
const EACH_MS = 60_000;
/** Every address of a server is tried, and plex.tv may be slow. */
const TRYING_MS = 90_000;

// One command a line, long as it gets: it is a table.
// prettier-ignore
export const apiCommands: readonly ApiCommand[] = [
  { verb: 'post', path: 'playlists', subject: rpc.catalog.followPlaylist, body: FollowPlaylist, role: 'editor', timeoutMs: FOLLOWING_MS, summary: 'Follow a playlist', tag: 'playlists', operationId: 'PlaylistCommands_follow' },
  { verb: 'post', path: 'playlists/:id/start', subject: rpc.catalog.startPlaylist, role: 'editor', summary: 'Start fetching what is missing, after the dry run', tag: 'playlists', operationId: 'PlaylistCommands_start' },
  { verb: 'post', path: 'playlists/:id/refresh', subject: rpc.catalog.refreshPlaylist, role: 'editor', summary: 'Read the playlist now', tag: 'playlists', operationId: 'PlaylistCommands_refresh' },
  { verb: 'delete', path: 'playlists/:id', subject: rpc.catalog.unfollowPlaylist, role: 'editor', summary: 'Unfollow: what only this playlist wanted is no longer fetched; files are kept', tag: 'playlists', operationId: 'PlaylistCommands_unfollow' },
  { verb: 'post', path: 'playlists/:id/pause', subject: rpc.catalog.pausePlaylist, role: 'editor', summary: 'Read it no more and want nothing new of it; what it wanted stays wanted', tag: 'playlists', operationId: 'FollowedPlaylistCommands_pause' },
  { verb: 'post', path: 'playlists/:id/resume', subject: rpc.catalog.resumePlaylist, role: 'editor', summary: 'End the pause', tag: 'playlists', operationId: 'FollowedPlaylistCommands_resume' },
  { verb: 'post', path: 'playlists/:id/options', subject: rpc.catalog.changePlaylistOptions, body: ChangePlaylistOptions, role: 'editor', summary: 'Change how often it is read', tag: 'playlists', operationId: 'FollowedPlaylistCommands_changeOptions' },
  { verb: 'get', path: 'playlists/:id/unfollow-preview', subject: rpc.catalog.previewUnfollow, role: 'viewer', answer: UnfollowPreview, summary: 'What unfollowing would end; changes nothing', tag: 'playlists', operationId: 'FollowedPlaylistCommands_previewUnfollow' },

  { verb: 'get', path: 'spotify/account', subject: rpc.catalog.spotifyAccount, role: 'viewer', timeoutMs: ASKING_MS, answer: SpotifyAccount, summary: 'Who is signed in to Spotify, what the app may do, and how much of the budget is used', tag: 'spotify', operationId: 'Spotify_account' },
  { verb: 'post', path: 'spotify/sign-in', subject: rpc.catalog.startSpotifySignIn, body: StartSpotifySignIn, role: 'admin', answer: SpotifySignIn, isShownOnce: true, summary: 'Begin a sign-in at Spotify; a person approves it under the address it answers', tag: 'spotify', operationId: 'Spotify_signIn' },
  { verb: 'post', path: 'spotify/sign-in/:id/finish', subject: rpc.catalog.finishSpotifySignIn, body: FinishSpotifySignIn, role: 'admin', timeoutMs: ASKING_MS, answer: SpotifyAccount, summary: 'Finish it with the address the browser ended on', tag: 'spotify', operationId: 'Spotify_finish' },
  { verb: 'post', path: 'spotify/sign-out', subject: rpc.catalog.signOutOfSpotify, role: 'admin', answer: SpotifyAccount, summary: 'Forget the sign-in; playlists stay as they were read last', tag: 'spotify', operationId: 'Spotify_signOut' },

  { verb: 'post', path: 'recordings/:id/merge', subject: rpc.catalog.mergeRecordings, body: MergeRecordings, role: 'editor', summary: 'This is the same recording as another one, which takes its place', tag: 'recordings', operationId: 'RecordingCommands_merge' },
  { verb: 'post', path: 'recordings/:id/split', subject: rpc.catalog.splitRecording, body: SplitRecording, role: 'editor', summary: 'What has these addresses is a recording of its own', tag: 'recordings', operationId: 'RecordingCommands_split' },
  { verb: 'get', path: 'recordings/:id/timeline', subject: rpc.catalog.recordingTimeline, role: 'viewer', answer: [RecordingTimelineItem], summary: 'What happened to this recording, in order, each with its cause', tag: 'recordings', operationId: 'RecordingCommands_timeline' },
  { verb: 'post', path: 'recordings/:id/want', subject: rpc.catalog.wantRecording, role: 'editor', summary: 'Fetch it, whether or not a playlist lets it be fetched; ends its being ignored', tag: 'recordings', operationId: 'RecordingCommands_want' },
  { verb: 'post', path: 'recordings/:id/ignore', subject: rpc.catalog.ignoreRecording, role: 'editor', summary: 'Keep it listed and never fetch it', tag: 'recordings', operationId: 'RecordingCommands_ignore' },
  { verb: 'post', path: 'recordings/:id/unignore', subject: rpc.catalog.unignoreRecording, role: 'editor', summary: 'It is ignored no more', tag: 'recordings', operationId: 'RecordingCommands_unignore' },
  { verb: 'post', path: 'recordings/:id/search', subject: rpc.acquire.searchRecording, role: 'editor', summary: 'Search for it now', tag: 'recordings', operationId: 'RecordingCommands_search' },
  { verb: 'post', path: 'recordings/want', subject: rpc.catalog.wantRecordings, body: Ids, role: 'editor', timeoutMs: EACH_MS, answer: [BulkResult], summary: 'Fetch each of these', tag: 'recordings', operationId: 'RecordingCommands_wantEach' },
  { verb: 'post', path: 'recordings/ignore', subject: rpc.catalog.ignoreRecordings, body: Ids, role: 'editor', timeoutMs: EACH_MS, answer: [BulkResult], summary: 'Keep these listed and never fetch them', tag: 'recordings', operationId: 'RecordingCommands_ignoreEach' },
  { verb: 'post', path: 'recordings/unignore', subject: rpc.catalog.unignoreRecordings, body: Ids, role: 'editor', timeoutMs: EACH_MS, answer: [BulkResult], summary: 'These are ignored no more', tag: 'recordings', operationId: 'RecordingCommands_unignoreEach' },
  { verb: 'post', path: 'recordings/search', subject: rpc.acquire.searchRecordings, body: Ids, role: 'editor', timeoutMs: EACH_MS, answer: [BulkResult], summary: 'Search for each of these now', tag: 'recordings', operationId: 'RecordingCommands_searchEach' },

  { verb: 'post', path: 'matches/:id/confirm', subject: rpc.match.confirm, body: ConfirmMatch, role: 'editor', summary: 'This library track is the recording', tag: 'matches', operationId: 'MatchCommands_confirm' },
  { verb: 'post', path: 'matches/:id/reject', subject: rpc.match.reject, body: RejectMatch, role: 'editor', summary: 'None of these library tracks is the recording', tag: 'matches', operationId: 'MatchCommands_reject' },
  { verb: 'post', path: 'matches/:id/undo', subject: rpc.match.undo, body: UndoMatch, role: 'editor', summary: 'Take back what was confirmed or rejected by hand: the engine decides again', tag: 'matches', operationId: 'MatchCommands_undo' },
  { verb: 'post', path: 'matches/confirm', subject: rpc.match.confirmEach, body: Ids, role: 'editor', timeoutMs: EACH_MS, answer: [BulkResult], summary: 'The best candidate of each is the recording', tag: 'matches', operationId: 'MatchCommands_confirmEach' },
  { verb: 'post', path: 'matches/reject', subject: rpc.match.rejectEach, body: Ids, role: 'editor', timeoutMs: EACH_MS, answer: [BulkResult], summary: 'None of the candidates of each is the recording', tag: 'matches', operationId: 'MatchCommands_rejectEach' },
  { verb: 'post', path: 'matches/undo', subject: rpc.match.undoEach, body: Ids, role: 'editor', timeoutMs: EACH_MS, answer: [BulkResult], summary: 'Take back what was said last of each', tag: 'matches', operationId: 'MatchCommands_undoEach' },

  { verb: 'post', path: 'acquisitions/:id/retry', subject: rpc.acquire.retry, role: 'editor', summary: 'Try again now', tag: 'acquisitions', operationId: 'AcquisitionCommands_retry[0]' },
  { verb: 'post', path: 'wishes/:id/retry', subject: rpc.acquire.retry, role: 'editor', summary: 'Try again now', tag: 'acquisitions', operationId: 'AcquisitionCommands_retry[1]' },
  { verb: 'post', path: 'acquisitions/:id/cancel', subject: rpc.acquire.cancel, role: 'editor', summary: 'Stop fetching this recording', tag: 'acquisitions', operationId: 'AcquisitionCommands_cancel' },
  { verb: 'post', path: 'wishes/:id/ignore', subject: rpc.acquire.ignore, role: 'editor', summary: 'Keep the wish listed and never try it by itself', tag: 'acquisitions', operationId: 'AcquisitionCommands_ignore' },
  { verb: 'post', path: 'blocks', subject: rpc.acquire.blockPeer, body: BlockPeer, role: 'editor', summary: 'Never ask this peer', tag: 'acquisitions', operationId: 'AcquisitionCommands_block' },
  { verb: 'delete', path: 'blocks/:id', anyId: true, subject: rpc.acquire.unblockPeer, role: 'editor', summary: 'Ask this peer again', tag: 'acquisitions', operationId: 'AcquisitionCommands_unblock' },

  { verb: 'post', path: 'library/sweep', subject: rpc.plex.fullSync, role: 'editor', summary: 'Read the whole library now', tag: 'acquisitions', operationId: 'AcquisitionCommands_sweep' },
  { verb: 'post', path: 'library-mirrors/:id/accept-loss', subject: rpc.plex.acceptLoss, role: 'editor', summary: 'What is missing from this library is really gone: take it off', tag: 'acquisitions', operationId: 'AcquisitionCommands_acceptLoss' },
  { verb: 'post', path: 'library/prove-paths', subject: rpc.plex.provePaths, role: 'editor', timeoutMs: PROVING_MS, answer: [PathProofRow], summary: "Look for some of each server's files here: do its paths and ours mean the same files?", tag: 'acquisitions', operationId: 'AcquisitionCommands_provePaths' },
  { verb: 'post', path: 'roots/:name/accept', subject: rpc.organize.acceptRoot, role: 'admin', summary: 'The folder that is found now is the music (or downloads) folder: file there from now on', tag: 'system', operationId: 'RootCommands_accept' },

  { verb: 'get', path: 'folders', subject: rpc.organize.folders, role: 'admin', timeoutMs: PROVING_MS, answer: [Folder], summary: 'The music and download folder: there, writable, how much room, on one disk', tag: 'system', operationId: 'FolderCommands_list' },
  { verb: 'post', path: 'folders/:name/test', subject: rpc.organize.testFolder, body: TestFolder, role: 'admin', timeoutMs: PROVING_MS, answer: Folder, summary: 'Would this path do as the folder? Changes nothing', tag: 'system', operationId: 'FolderCommands_test' },

  { verb: 'get', path: 'media-server', subject: rpc.plex.mediaServer, role: 'admin', answer: MediaServer, summary: 'The chosen media server and how the connection stands', tag: 'media-server', operationId: 'MediaServerController_report' },
  { verb: 'get', path: 'media-server/servers', subject: rpc.plex.accountServers, role: 'admin', timeoutMs: TRYING_MS, answer: [OfferedServerRow], summary: 'The servers of the signed-in account', tag: 'media-server', operationId: 'MediaServerController_servers' },
  // Shown once: the short code.
  { verb: 'post', path: 'media-server/sign-in', subject: rpc.plex.startSignIn, body: StartSignIn, role: 'admin', timeoutMs: TRYING_MS, answer: SignIn, isShownOnce: true, summary: 'Begin a sign-in at plex.tv; a person approves it under the link, or with the short code', tag: 'media-server', operationId: 'MediaServerController_start' },
  { verb: 'get', path: 'media-server/sign-in/:id', subject: rpc.plex.signIn, role: 'admin', answer: SignIn, summary: 'How a sign-in stands, and the servers it found', tag: 'media-server', operationId: 'MediaServerController_look' },
  { verb: 'delete', path: 'media-server/sign-in/:id', subject: rpc.plex.cancelSignIn, role: 'admin', answer: SignIn, summary: 'Give a sign-in up', tag: 'media-server', operationId: 'MediaServerController_cancel' },
  { verb: 'post', path: 'media-server/choose', subject: rpc.plex.chooseServer, body: ChooseServer, role: 'admin', timeoutMs: TRYING_MS, answer: MediaServer, summary: 'Use this server of the signed-in account; all its addresses are tried', tag: 'media-server', operationId: 'MediaServerController_choose' },
  { verb: 'post', path: 'media-server/token', subject: rpc.plex.useToken, body: UseServerToken, role: 'admin', timeoutMs: TRYING_MS, answer: MediaServer, summary: 'Use the server at this address with this token', tag: 'media-server', operationId: 'MediaServerController_useToken' },
  { verb: 'post', path: 'media-server/test', subject: rpc.plex.testServer, role: 'admin', timeoutMs: TRYING_MS, answer: ConnectionTest, summary: 'Try the connection now, step by step', tag: 'media-server', operationId: 'MediaServerController_test' },

  { verb: 'post', path: 'playlists/:id/mirror', subject: rpc.plex.mirrorPlaylist, body: MirrorPlaylist, role: 'editor', summary: 'Keep this playlist on a media server, or change how', tag: 'playlist-mirrors', operationId: 'MirrorCommands_mirror' },
  { verb: 'post', path: 'playlist-mirrors/:id/allow-shrink', subject: rpc.plex.allowMirror, role: 'editor', summary: 'Let the next run do what was refused: shrink the list, empty it, or make one anew that is gone', tag: 'playlist-mirrors', operationId: 'MirrorCommands_allow' },
  { verb: 'post', path: 'mirror-backups/:id/restore', subject: rpc.plex.restoreBackup, role: 'editor', summary: 'Make the list on the server what it was; it rests until it is run again', tag: 'playlist-mirrors', operationId: 'MirrorCommands_restore' },

  { verb: 'post', path: 'metadata-edits', subject: rpc.plex.proposeEdit, body: ProposeMetadataEdit, role: 'editor', timeoutMs: ASKING_MS, summary: 'Look for better pictures and genres, and propose the difference; writes nothing to the media server', tag: 'metadata-edits', operationId: 'MetadataEditCommands_propose' },
  { verb: 'post', path: 'metadata-edits/:id/apply', subject: rpc.plex.applyEdit, body: ApplyMetadataEdit, role: 'editor', summary: 'Write the proposed changes: all, some, or all but some. A field that is locked on the server stays as it is', tag: 'metadata-edits', operationId: 'MetadataEditCommands_apply' },
  { verb: 'post', path: 'metadata-edits/:id/reject', subject: rpc.plex.rejectEdit, role: 'editor', summary: 'Stop looking, discard the proposal, or stop the writing behind the change in hand', tag: 'metadata-edits', operationId: 'MetadataEditCommands_reject' },
  { verb: 'post', path: 'metadata-edits/:id/undo', subject: rpc.plex.undoEdit, role: 'editor', summary: 'Bring back what was written over, where our change is still there', tag: 'metadata-edits', operationId: 'MetadataEditCommands_undo' },
];

/** Names of the ids in its path, in their order. */
export const idsIn = ({ path }: Pick<ApiCommand, 'path'>): readonly string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
