import { describe, expect, it } from '@jest/globals';
import type { ParkedEventReport } from '@soulsync/contracts';
import { parkedEventsPage } from './parked-events-page.js';

const row = (id: string, fields: Partial<ParkedEventReport> = {}): ParkedEventReport => ({
  id,
  service: 'plex-svc',
  consumerKind: 'projection',
  consumer: 'library-tracks',
  eventId: id,
  eventType: 'TracksIndexed',
  aggregateType: 'library-album',
  aggregateId: 'a',
  position: '7',
  firstFailedAt: '2026-11-30T10:00:00.000Z',
  lastFailedAt: '2026-11-30T10:00:00.000Z',
  attempts: 4,
  error: 'no',
  state: 'parked',
  skippedAt: null,
  skippedBy: null,
  correlationId: 'c',
  causationId: null,
  actor: 'account:ann',
  ...fields,
});
const ids = (rows: readonly ParkedEventReport[]) => rows.map(({ id }) => id);

describe('a page of parked events', () => {
  const all = [
    row('old'),
    row('skipped', { state: 'skipped', lastFailedAt: '2026-11-30T12:00:00.000Z' }),
    row('new', { lastFailedAt: '2026-11-30T11:00:00.000Z', attempts: 20, service: 'match-svc' }),
  ];

  it('shows what waits before what was skipped, the newest failure first', () => {
    expect(ids(parkedEventsPage(all, { resource: 'x' }).rows)).toEqual(['new', 'old', 'skipped']);
  });

  it('counts all that fit, and shows a part of them', () => {
    const page = parkedEventsPage(all, { resource: 'x', start: 1, end: 2 });
    expect([ids(page.rows), page.total]).toEqual([['old'], 3]);
  });

  it('is filtered and sorted as asked, numbers as numbers', () => {
    expect(ids(parkedEventsPage(all, { resource: 'x', filter: { state: 'parked', service: 'match-svc,gateway' } }).rows)).toEqual(['new']);
    expect(ids(parkedEventsPage(all, { resource: 'x', sort: 'attempts', order: 'ASC' }).rows)).toEqual(['skipped', 'old', 'new']);
  });

  it('refuses what it does not know', () => {
    expect(() => parkedEventsPage(all, { resource: 'x', filter: { error: 'no' } })).toThrow('is no filter');
    expect(() => parkedEventsPage(all, { resource: 'x', sort: 'error' })).toThrow("can't sort by error");
  });
});
