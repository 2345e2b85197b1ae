import { subjectToken } from './subject-token.js';

/** Names of the services, as they appear in queue groups, subjects, logs and schemas. */
export const serviceNames = ['catalog-svc', 'match-svc', 'acquire-svc', 'organize-svc', 'plex-svc', 'gateway'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Stream of all events. */
export const EVENT_STREAM = 'ES';

/** Requests: literals, never class names. The queue group of a request is its service's name. */
export const rpc = {
  catalog: {
    query: 'rpc.catalog.query',
    followPlaylist: 'rpc.catalog.follow-playlist',
    importPlaylist: 'rpc.catalog.import-playlist',
    startPlaylist: 'rpc.catalog.start-playlist',
    refreshPlaylist: 'rpc.catalog.refresh-playlist',
    unfollowPlaylist: 'rpc.catalog.unfollow-playlist',
    previewUnfollow: 'rpc.catalog.preview-unfollow',
    pausePlaylist: 'rpc.catalog.pause-playlist',
    resumePlaylist: 'rpc.catalog.resume-playlist',
    changePlaylistOptions: 'rpc.catalog.change-playlist-options',
    mergeRecordings: 'rpc.catalog.merge-recordings',
    splitRecording: 'rpc.catalog.split-recording',
    wantRecording: 'rpc.catalog.want-recording',
    ignoreRecording: 'rpc.catalog.ignore-recording',
    unignoreRecording: 'rpc.catalog.unignore-recording',
    wantRecordings: 'rpc.catalog.want-recordings',
    ignoreRecordings: 'rpc.catalog.ignore-recordings',
    unignoreRecordings: 'rpc.catalog.unignore-recordings',
    recordingTimeline: 'rpc.catalog.recording-timeline',
    artistMetadata: 'rpc.catalog.artist-facts',
    spotifyAccount: 'rpc.catalog.spotify-account',
    startSpotifySignIn: 'rpc.catalog.start-spotify-sign-in',
    finishSpotifySignIn: 'rpc.catalog.finish-spotify-sign-in',
    spotifyCallback: 'rpc.catalog.spotify-callback',
    signOutOfSpotify: 'rpc.catalog.sign-out-of-spotify',
    spotifyPlaylists: 'rpc.catalog.spotify-playlists',
    spotifyArtists: 'rpc.catalog.spotify-artists',
  },
  match: {
    query: 'rpc.match.query',
    confirm: 'rpc.match.confirm',
    reject: 'rpc.match.reject',
    undo: 'rpc.match.undo',
    confirmEach: 'rpc.match.confirm-each',
    rejectEach: 'rpc.match.reject-each',
    undoEach: 'rpc.match.undo-each',
  },
  acquire: {
    query: 'rpc.acquire.query',
    retry: 'rpc.acquire.retry',
    cancel: 'rpc.acquire.cancel',
    ignore: 'rpc.acquire.ignore',
    searchRecording: 'rpc.acquire.search-recording',
    searchRecordings: 'rpc.acquire.search-recordings',
    blockPeer: 'rpc.acquire.block-peer',
    unblockPeer: 'rpc.acquire.unblock-peer',
    discover: 'rpc.acquire.discover',
  },
  organize: {
    query: 'rpc.organize.query',
    acceptRoot: 'rpc.organize.accept-root',
    folders: 'rpc.organize.folders',
    testFolder: 'rpc.organize.test-folder',
  },
  plex: {
    query: 'rpc.plex.query',
    fullSync: 'rpc.plex.sweep',
    acceptLoss: 'rpc.plex.accept-loss',
    discover: 'rpc.plex.discover',
    provePaths: 'rpc.plex.prove-paths',
    mediaServer: 'rpc.plex.media-server',
    accountServers: 'rpc.plex.account-servers',
    chooseServer: 'rpc.plex.choose-server',
    useToken: 'rpc.plex.use-token',
    testServer: 'rpc.plex.test-server',
    startSignIn: 'rpc.plex.start-sign-in',
    signIn: 'rpc.plex.sign-in',
    cancelSignIn: 'rpc.plex.cancel-sign-in',
    mirrorPlaylist: 'rpc.plex.mirror-playlist',
    stopMirror: 'rpc.plex.stop-mirror',
    runMirror: 'rpc.plex.run-mirror',
    previewMirror: 'rpc.plex.preview-mirror',
    allowMirror: 'rpc.plex.allow-mirror',
    restoreBackup: 'rpc.plex.restore-backup',
    proposeEdit: 'rpc.plex.propose-edit',
    applyEdit: 'rpc.plex.apply-edit',
    rejectEdit: 'rpc.plex.reject-edit',
    undoEdit: 'rpc.plex.undo-edit',
    editPicture: 'rpc.plex.edit-picture',
    artwork: 'rpc.plex.artwork',
  },
  gateway: { query: 'rpc.gateway.query' },
} as const;

/** Every service answers these on `rpc.<service>.admin.*`. */
export const adminSubject = (
  service: ServiceName,
  verb:
    | 'status'
    | 'projections'
    | 'rebuild'
    | 'parked-events'
    | 'parked-event'
    | 'retry-parked-event'
    | 'skip-parked-event'
    | 'verify'
    | 'log-incidents'
    | 'acknowledge-log-incidents'
    | 'settings'
    | 'settings-history'
    | 'change-settings'
    | 'check-settings'
    | 'set-secret'
    | 'remove-secret'
    | 'connections'
    | 'test-connection'
    | 'logs'
    | 'tasks'
    | 'run-task',
) => `rpc.${service}.admin.${verb}`;

/** Answered by the one replica that runs this search; its id is a uuid. Throws InvalidId. */
export const stopDiscoverySubject = (id: string) => `rpc.discovery.stop.${subjectToken(id)}`;

/** Answered by the replica of the gateway that holds this upload, part by part (`UploadPart`); its id is a uuid. Throws InvalidId. */
export const uploadSubject = (id: string) => `rpc.gateway.upload.${subjectToken(id)}`;

/** Progress and record changes, over core NATS, lost without harm. Throws InvalidId. */
export const liveSubject = (topic: LiveTopic, id: string) => `live.${topic}.${subjectToken(id)}`;
/** Of everything; to listen to. */
export const liveTopicSubject = (topic: LiveTopic) => `live.${topic}.*`;
export const liveTopics = ['record', 'transfer', 'rebuild', 'health', 'discovery', 'edit', 'disk', 'filing'] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** `live.record.<resource>`: ids whose rows changed; the reader fetches what it needs. */
export interface LiveRecords {
  readonly resource: string;
  readonly ids: readonly string[];
}

/** `live.transfer.<acquisitionId>`, at most four a second. */
export interface LiveTransfer {
  readonly acquisitionId: string;
  readonly state: 'queued' | 'transferring';
  readonly bytes: number;
  readonly sizeBytes: number;
  readonly bytesPerS: number | null;
  readonly placeInQueue: number | null;
}
