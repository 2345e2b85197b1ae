import type { ActivityRow } from '@soulsync/contracts';

export const followed: ActivityRow = {
  id: 'ev1',
  at: '2026-11-01T10:00:00.000Z',
  type: 'PlaylistFollowed',
  service: 'catalog-svc',
  params: { name: 'Night drive' },
  subjectType: 'followed-playlist',
  subjectId: 'p1',
  subject: 'Night drive',
  actor: 'account:ada',
  correlationId: 'c1',
};

export const searched: ActivityRow = {
  ...followed,
  id: 'ev2',
  at: '2026-11-01T10:02:00.000Z',
  type: 'SearchPerformed',
  service: 'acquire-svc',
  params: { query: 'even odds long division', files: 212, responses: 31 },
  subjectType: 'acquisition',
  subjectId: 'r1',
  subject: 'Even Odds – Long Division',
  actor: 'process:acquisition',
};

/** Newest first. */
export const happened = [searched, followed];
