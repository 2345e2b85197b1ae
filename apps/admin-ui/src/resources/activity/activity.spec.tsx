import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { fourStates } from '../../testing/four-states.js';
import { followed, searched } from './activity.stories.js';
import { openPage, rowOf, says } from '../../testing/open-page.js';

fourStates('the activity', {
  page: '/activity',
  asks: 'GET activity',
  full: [followed],
  reads: ['Started following “Night drive”', 'Night drive', 'ada'],
  empty: 'Everything that happens appears here.',
});

describe('the activity', () => {
  const rows = { activity: [searched, followed] };

  it('can be searched, and says when nothing fits', async () => {
    const { person } = openPage('/activity', { rows });
    await says('Night drive');
    await person.type(screen.getByPlaceholderText('Search'), 'sunday');
    await says('Nothing that happened fits.');
  });

  it('hides technical steps until they are asked for, and names the song of each', async () => {
    const { person } = openPage('/activity', { rows });
    await says('Night drive');
    expect(screen.queryByText('Even Odds – Long Division')).toBeNull();
    await person.click(screen.getByRole('combobox', { name: /^What/ }));
    await person.click(await screen.findByText('All steps', { selector: 'li' }));
    (await rowOf('Even Odds – Long Division')).getByText(/^Searched for “even odds long division”/);
  });

  it('leads to what it is about, and is narrowed by area with counts', async () => {
    const { person } = openPage('/activity', { rows });
    expect((await screen.findByRole('link', { name: 'Night drive' })).getAttribute('href')).toContain('/playlists/p1/show');
    await person.click(await screen.findByRole('button', { name: 'Playlists 1' }));
    expect(screen.queryByRole('button', { name: /^Downloads/ })).toBeNull();
    await says('Night drive');
    expect(screen.getByRole('button', { name: 'Playlists 1' }).getAttribute('aria-pressed')).toBe('true');
  });
});
