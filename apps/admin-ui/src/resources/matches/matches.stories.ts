import type { LibraryTrackId, MatchRow } from '@soulsync/contracts';

export const longDivision: MatchRow = {
  id: 'm1',
  state: 'review',
  title: 'Long Division',
  artists: ['Even Odds'],
  album: 'Remainders',
  durationMs: 200_000,
  isrc: null,
  rejected: [],
  libraryTrackId: null,
  confidence: 0.91,
  features: null,
  rule: 'duration-doubtful',
  candidates: [
    {
      libraryTrackId: 't1' as LibraryTrackId,
      title: 'Long Division',
      artist: 'Even Odds',
      album: 'Remainders',
      durationMs: 206_000,
      confidence: 0.91,
      features: { title: 1, artist: 1, album: 1, isrcEqual: null, durationDeltaMs: 6_000, versionEqual: true },
      vetoes: [],
    },
  ],
  decidedBy: null,
  engineVersion: '1',
  decidedAt: '2026-11-01T10:00:00.000Z',
};
