export const transferring = {
  id: 'r1',
  title: 'Seven Windows',
  artists: ['Glass House'],
  album: 'Panes',
  state: 'transferring',
  reason: '',
  searches: 1,
  attempts: 1,
  offer: { username: 'vinyl_fan' },
  nextAttemptAt: null,
  transferId: 't1',
  ending: [],
  requestedAt: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-01T10:05:00.000Z',
};

export const cancelled = { ...transferring, id: 'r2', title: 'Never Mind', state: 'cancelled', reason: 'cancelled', offer: null };

export const withTimeline = {
  ...transferring,
  timeline: [{ at: '2026-11-01T10:00:00.000Z', type: 'AcquisitionRequested', text: 'Wanted by Night drive' }],
};
