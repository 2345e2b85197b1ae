import type { HealthIssueRow, LogPage, ProjectionStatusRow, TaskRow } from '@soulsync/contracts';

export const readModel: ProjectionStatusRow = {
  id: 'match-svc:recording-states',
  service: 'match-svc',
  name: 'recording-states',
  version: 3,
  position: '41',
  lag: 0,
  rows: 12,
  rowsExact: false,
  deadLetters: 0,
  state: 'live',
  progress: null,
};

export const musicAway: HealthIssueRow = {
  id: 'organize-svc:root:music',
  service: 'organize-svc',
  code: 'root:music',
  level: 'error',
  params: { root: 'music', path: '/mnt/music', fault: 'missing', formerPath: null, user: 'uid 1000', detail: '' },
  message: 'in English, for whoever has no dictionary',
  advice: '',
  since: '2026-11-01T10:00:00.000Z',
};

export const lostEvents: HealthIssueRow = {
  ...musicAway,
  id: 'gateway:event-log-lost-events',
  code: 'event-log-lost-events',
  params: {
    incident: {
      id: 'i1',
      foundAt: '2026-11-01T10:00:00.000Z',
      kind: 'ends-early',
      agreedPosition: '1203',
      agreedAt: '2026-11-01T09:00:00.000Z',
      readPosition: '1369',
      readAt: '2026-11-01T09:40:00.000Z',
      endPosition: '1203',
      lostAtLeast: 166,
      lostAtMost: 166,
      lost: { total: 0, byType: {} },
      acknowledgedAt: null,
      acknowledgedBy: null,
    },
    times: 1,
  },
};

export const refresh: TaskRow = {
  id: 'catalog-svc:refresh-playlists',
  service: 'catalog-svc',
  name: 'refresh-playlists',
  of: null,
  everySeconds: null,
  runningSince: null,
  lastRun: { startedAt: '2026-11-01T10:00:00.000Z', endedAt: '2026-11-01T10:00:03.200Z', problem: null },
  nextRunAt: '2026-11-01T16:00:00.000Z',
  canRunNow: true,
};

export const tasks: readonly TaskRow[] = [
  refresh,
  {
    ...refresh,
    id: 'plex-svc:look-at-library:plex',
    service: 'plex-svc',
    name: 'look-at-library',
    of: 'plex',
    everySeconds: 60,
    lastRun: {
      startedAt: '2026-11-01T10:00:00.000Z',
      endedAt: '2026-11-01T10:00:00.040Z',
      problem: 'Plex answers 503 http://192.168.1.9:32400/library',
    },
  },
  {
    ...refresh,
    id: 'plex-svc:read-library:plex',
    service: 'plex-svc',
    name: 'read-library',
    of: 'plex',
    everySeconds: 86_400,
    runningSince: '2026-11-01T10:00:00.000Z',
    nextRunAt: null,
  },
  {
    ...refresh,
    id: 'plex-svc:write-playlists:plex',
    service: 'plex-svc',
    name: 'write-playlists',
    of: 'plex',
    lastRun: null,
    nextRunAt: null,
    canRunNow: false,
  },
];

export const logged: LogPage = {
  lines: [
    {
      id: 'catalog-svc:p1:1',
      at: '2026-11-01T10:00:00.041Z',
      level: 'info',
      service: 'catalog-svc',
      message: 'a playlist was read',
      correlationId: 'c1',
      details: { playlistId: 'p1', added: 2 },
    },
    {
      id: 'plex-svc:p1:7',
      at: '2026-11-01T10:00:01.900Z',
      level: 'warn',
      service: 'plex-svc',
      message: 'a database connection was lost',
      correlationId: null,
      details: { error: 'Connection terminated unexpectedly' },
    },
    {
      id: 'acquire-svc:p1:3',
      at: '2026-11-01T10:00:02.000Z',
      level: 'error',
      service: 'acquire-svc',
      message: 'an acquisition fails on and on',
      correlationId: 'c2',
      details: { acquisitionId: 'a1', failures: 12 },
    },
  ],
  next: 'later',
  isCut: false,
  silent: [],
};
