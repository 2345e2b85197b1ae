import type { WishRow } from '@soulsync/contracts';

export const lost: WishRow = {
  id: 'r1',
  title: 'The Other Missing One',
  artists: ['Nobody', 'Someone Else'],
  album: null,
  state: 'open',
  cause: 'nothing-offered',
  attempts: 3,
  since: '2026-11-01T10:00:00.000Z',
  nextAttemptAt: '2026-11-02T10:00:00.000Z',
};

export const ignored: WishRow = { ...lost, id: 'r2', title: 'Let Be', state: 'ignored', nextAttemptAt: null };
