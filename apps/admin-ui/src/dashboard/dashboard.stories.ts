import type { DiskStatusRow, ServiceStatusRow, SummaryRow, ThroughputRow } from '@soulsync/contracts';

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

const MINUTE_MS = 60_000;

/** Something in every slice of so many minutes before now, and nothing in every third. */
const slicesOf = (minutes: number, count: number): readonly ThroughputRow[] =>
  Array.from({ length: count }, (_, at) => {
    const length = minutes * MINUTE_MS;
    const from = new Date((Math.floor(Date.now() / length) - at) * length).toISOString();
    const files = at % 3 === 2 ? 0 : ((at * 7) % 5) + 1;
    return { id: from, from, files, bytes: files * 24_000_000, filed: files, searches: files };
  });

export const throughput = slicesOf(5, 12);
export const hours = slicesOf(60, 240);

export const disks: readonly DiskStatusRow[] = [
  { id: 'music', path: '/srv/music', device: '8', freeMb: 412_000, sizeMb: 2_000_000, minFreeMb: 1_024 },
  { id: 'downloads', path: '/srv/downloads', device: '8', freeMb: 412_000, sizeMb: 2_000_000, minFreeMb: 1_024 },
  { id: 'data', path: '/var/lib/soulsync', device: '9', freeMb: 800, sizeMb: 40_000, minFreeMb: 1_024 },
];
