import type { HealthIssueRow, ProjectionStatusRow } from '@soulsync/contracts';

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
