import type { RecordingRow, RecordingTimelineRow } from '@soulsync/contracts';

export const neverHeard: RecordingRow = {
  id: 'r3',
  title: 'Never Heard',
  artists: ['Nobody'],
  album: 'Low Water',
  releaseDate: '2022',
  durationMs: 200_000,
  isrc: null,
  state: 'filed',
  stage: null,
  reason: 'filed',
  confidence: 1,
  libraryTrackId: 't3',
  matched: {
    title: 'Never Heard',
    artist: 'Nobody',
    album: 'Low Water',
    durationMs: 200_000,
    path: 'Nobody/Low Water/03 Never Heard.flac',
    format: 'flac',
    bitrateKbps: 963,
    sampleRateHz: 44_100,
    bitDepth: 16,
    sizeBytes: 24_100_000,
    libraryAlbumId: 'a1',
  },
  candidates: null,
  path: 'Nobody/Low Water/03 Never Heard.flac',
  wantedBy: [{ kind: 'playlist', playlistId: 'p1', name: 'Night drive', released: true }],
};

const item = (id: string, minute: number, type: string, params: RecordingTimelineRow['params'], causeId: string | null = null) => ({
  id,
  at: new Date(Date.UTC(2026, 10, 1, 14, minute)).toISOString(),
  type,
  params,
  by: 'process:x',
  causeId,
});

export const neverHeardStory: readonly RecordingTimelineRow[] = [
  item('1', 2, 'RecordingWanted', { artist: 'Nobody', title: 'Never Heard', playlistId: 'p1' }),
  item('2', 2, 'RecordingMissing', { rule: 'no-candidate' }, '1'),
  item('3', 3, 'AcquisitionRequested', { artist: 'Nobody', title: 'Never Heard' }, '2'),
  item('4', 3, 'SearchPerformed', { query: 'nobody never heard', files: 212, responses: 31 }, '3'),
  item('5', 3, 'OffersRanked', { accepted: 9, rejections: { 'other-title': 203 } }, '4'),
  item('6', 3, 'TransferChosen', { file: 'copperfox: 03 Never Heard.flac' }, '5'),
  item('7', 4, 'TransferQueued', {}, '6'),
  item('8', 5, 'FilePublished', { path: 'Nobody/Low Water/03 Never Heard.flac' }, '6'),
  item('9', 21, 'RecordingMatched', { rule: 'filed', confidence: 1 }, '8'),
];
