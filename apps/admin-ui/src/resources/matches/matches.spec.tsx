import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { refused } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { openPage, rowOf, says, notified } from '../../testing/open-page.js';
import { longDivision } from './matches.stories.js';

const open = (answers = {}) => openPage('/matches', { rows: { matches: [longDivision] }, answers });

fourStates('the review of matches', {
  page: '/matches',
  asks: 'GET matches',
  full: [longDivision],
  reads: ['Even Odds – Long Division (3:20)', /Even Odds – Long Division \(Remainders, 3:26\).*91 %/, /length 6\.0 s apart, same version/],
  empty: 'Doubtful matches appear here.',
});

describe('a doubtful match', () => {
  it('says what was looked for where only the conditions leave nothing', async () => {
    const { person } = open();
    await says(/Even Odds – Long Division/);
    await person.click(screen.getByRole('combobox', { name: 'State' }));
    await person.click(await screen.findByRole('option', { name: 'Missing' }));
    await says('No match fits these conditions.');
  });

  it.each([
    ['Confirm', 'matches/m1/confirm', { libraryTrackId: 't1' }, 'Confirmed: Long Division'],
    ['Reject', 'matches/m1/reject', { libraryTrackIds: ['t1'] }, 'Rejected for Long Division'],
  ])('takes “%s”', async (label, path, body, words) => {
    const { port, person } = open();
    await person.click((await rowOf(/^Even Odds – Long Division \(3:20\)/)).getByRole('button', { name: label }));
    await notified(words);
    expect(port.commands()).toEqual([{ verb: 'POST', path, body }]);
  });

  it('shows a refusal in words, and stays', async () => {
    const { person } = open({ 'POST matches/*/confirm': refused(409, 'That track has left the library.') });
    await person.click((await rowOf(/^Even Odds – Long Division \(3:20\)/)).getByRole('button', { name: 'Confirm' }));
    await notified('That track has left the library.');
    await says(/^Even Odds – Long Division \(3:20\)/);
  });
});
