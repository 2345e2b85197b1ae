import type { MetadataEditRow } from '@soulsync/contracts';

export const proposed: MetadataEditRow = {
  id: 'x1',
  kind: 'artists',
  fields: ['genres'],
  scope: 'missing-only',
  state: 'proposed',
  looked: 12,
  items: 2,
  leftOut: { locked: 3 },
  next: 0,
  written: 0,
  skipped: 0,
  failed: 0,
  restored: 0,
  requestedBy: 'account:ada',
  requestedAt: '2026-11-01T10:00:00.000Z',
  changedAt: '2026-11-01T10:00:00.000Z',
};

export const applied: MetadataEditRow = { ...proposed, state: 'applied', written: 2, next: 2 };

const item = {
  editId: 'x1',
  kind: 'artist',
  artist: null,
  field: 'genres',
  source: 'musicbrainz',
  state: 'proposed',
  cause: null,
  detail: null,
};
export const items = [
  { ...item, id: 'i1', n: 1, title: 'The Quiet Pier', before: [], after: ['Shoegaze'] },
  { ...item, id: 'i2', n: 2, title: 'Even Odds', before: ['Rock'], after: ['Rock', 'Math rock'] },
];
