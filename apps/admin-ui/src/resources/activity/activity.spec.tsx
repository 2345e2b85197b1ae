import { describe, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { fourStates } from '../../testing/four-states.js';
import { followed } from './activity.stories.js';
import { openPage, says } from '../../testing/open-page.js';

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
