import type { PlaylistRow } from '@soulsync/contracts';

export const nightDrive: PlaylistRow = {
  id: 'p1',
  name: 'Night drive',
  source: 'spotify',
  sourceRef: '4aPlaylistExample00001',
  started: true,
  status: 'following',
  paused: false,
  refreshEveryMinutes: 360,
  problem: null,
  entryCount: 3,
  owned: 1,
  filed: 0,
  review: 1,
  missing: 1,
  acquiring: 0,
  wished: 0,
  ignored: 0,
  pending: 0,
  notRecordings: 0,
  other: 0,
  importRows: null,
  importStored: null,
  importProblem: null,
  lastReadAt: '2026-11-01T10:00:00.000Z',
  nextReadAt: '2026-11-01T16:00:00.000Z',
  followedAt: '2026-10-01T10:00:00.000Z',
};

export const sunday: PlaylistRow = {
  ...nightDrive,
  id: 'p2',
  name: 'Sunday',
  source: 'csv',
  sourceRef: 'Sunday.csv',
  refreshEveryMinutes: null,
};

const entry = {
  playlistId: 'p1',
  kind: 'track',
  album: 'Low Water',
  stage: null,
  confidence: null,
  libraryTrackId: null,
  matched: null,
  candidates: null,
  durationMs: 200_000,
  path: null,
};

export const entries = [
  {
    ...entry,
    id: 'e1',
    wantedRecordingId: 'r1',
    position: 1,
    title: 'Harbour Lights',
    artists: ['The Quiet Pier'],
    state: 'owned',
    reason: 'exact',
    confidence: 0.98,
    libraryTrackId: 't1',
    matched: {
      title: 'Harbour Lights',
      artist: 'The Quiet Pier',
      album: 'Low Water',
      durationMs: 200_000,
      path: 'The Quiet Pier/Low Water/01 Harbour Lights.flac',
      format: 'flac',
      bitrateKbps: 900,
      sampleRateHz: 44_100,
      bitDepth: 16,
      sizeBytes: 24_100_000,
      libraryAlbumId: 'a1',
    },
  },
  {
    ...entry,
    id: 'e2',
    wantedRecordingId: 'r2',
    candidates: 2,
    confidence: 0.68,
    position: 2,
    title: 'Long Division',
    artists: ['Even Odds'],
    state: 'review',
    reason: 'duration-doubtful',
  },
  {
    ...entry,
    id: 'e3',
    wantedRecordingId: 'r3',
    position: 3,
    title: 'Never Heard',
    artists: ['Nobody'],
    state: 'missing',
    reason: 'no-candidate',
  },
];

export const inStep = {
  id: 'p1-plex',
  playlistId: 'p1',
  playlistName: 'Night drive',
  server: 'plex',
  mode: 'append',
  state: 'in-step',
  serverPlaylistKey: '77',
  refusal: null,
  refusalDetail: null,
  added: 2,
  removed: 0,
  moved: 1,
  writtenAt: '2026-11-01T10:00:00.000Z',
  count: 2,
  notPlacedCount: 1,
  enabledAt: '2026-10-01T10:00:00.000Z',
  ranAt: '2026-11-01T11:00:00.000Z',
  problem: null,
  asked: false,
};

export const wouldShrink = { ...inStep, state: 'refused', refusal: 'would-shrink', refusalDetail: '40 of 50 entries would go' };

export const gap = {
  id: 'g1',
  mirrorId: 'p1-plex',
  playlistId: 'p1',
  entryId: 'e3',
  title: 'Never Heard',
  artists: ['Nobody'],
  reason: 'missing',
  position: 3,
};
export const backup = { id: 'b1', mirrorId: 'p1-plex', title: 'Night drive', count: 5, at: '2026-10-30T10:00:00.000Z' };

export const plan = {
  title: 'Night drive',
  server: 'plex',
  serverPlaylistKey: null,
  count: 2,
  addedCount: 1,
  removedCount: 0,
  movedCount: 0,
  notPlacedCount: 1,
  added: [{ title: 'Harbour Lights', artist: 'The Quiet Pier' }],
  removed: [],
  moved: [],
  refusal: null,
};

export const plexLibrary = { id: 'plex:1', server: 'plex' };
