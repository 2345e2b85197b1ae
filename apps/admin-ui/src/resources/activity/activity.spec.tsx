import { describe, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { fourStates } from '../../testing/four-states.js';
import { openPage, says } from '../../testing/open-page.js';

export const followed = {
  id: 'ev1',
  at: '2026-11-01T10:00:00.000Z',
  type: 'PlaylistFollowed',
  service: 'catalog-svc',
  params: { name: 'Night drive' },
  subjectType: 'playlist',
  subjectId: 'p1',
  subject: 'Night drive',
  actor: 'account:ada',
  correlationId: 'c1',
};

fourStates('the activity', {
  page: '/activity',
  asks: 'GET activity',
  full: [followed],
  reads: ['Started following “Night drive”', 'Night drive', 'ada'],
  empty: 'Everything that happens appears here.',
});

describe('the activity', () => {
  it('can be searched, and says when nothing fits', async () => {
    const { person } = openPage('/activity', { rows: { activity: [followed] } });
    await says('Night drive');
    await person.type(screen.getByPlaceholderText('Search'), 'sunday');
    await says(/^No Activity found/);
  });
});
