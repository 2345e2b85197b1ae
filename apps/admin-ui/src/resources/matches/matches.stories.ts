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
    {
      libraryTrackId: 't2' as LibraryTrackId,
      title: 'Long Division (Live)',
      artist: 'Even Odds',
      album: 'On Stage',
      durationMs: 200_500,
      confidence: 0.52,
      features: { title: 0.8, artist: 1, album: 0.2, isrcEqual: null, durationDeltaMs: 500, versionEqual: false },
      vetoes: ['version-differs'],
    },
  ],
  decidedBy: null,
  engineVersion: '1',
  decidedAt: '2026-11-01T10:00:00.000Z',
};

export const paperWeather: MatchRow = {
  ...longDivision,
  id: 'm2',
  title: 'Paper Weather',
  artists: ['Velvet Cartography'],
  confidence: 0.8,
};
