import type { ServiceStatusRow, SummaryRow } from '@soulsync/contracts';

export const summary: SummaryRow = {
  id: '',
  playlists: 1,
  entries: 41,
  owned: 20,
  filed: 2,
  review: 3,
  missing: 4,
  acquiring: 5,
  wished: 6,
  libraryTracks: 1_234,
  healthIssues: 0,
  servicesReady: 6,
  services: 6,
  rssMb: 321,
  lastCompleteSweepAt: null,
};

export const service: ServiceStatusRow = {
  id: 'acquire-svc',
  state: 'ready',
  version: '0.1.0',
  startedAt: '2026-11-01T10:00:00.000Z',
  rssMb: 80,
  connections: [{ system: 'slskd', state: 'failing', detail: 'it refuses the key', since: '2026-11-01T10:00:00.000Z', nextTryAt: null }],
};
