import { describe, expect, it } from '@jest/globals';
import { refused } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { openPage, rowOf, notified } from '../../testing/open-page.js';
import { ignored, lost } from './wishes.stories.js';

const open = (answers = {}) => openPage('/wishes', { rows: { wishes: [lost, ignored] }, answers });

fourStates('the wishlist', {
  page: '/wishes',
  asks: 'GET wishes',
  full: [lost, ignored],
  reads: ['Nobody, Someone Else – The Other Missing One', 'nobody offered it', 'only when you retry it'],
  empty: 'Tracks that could not be found yet appear here.',
});

describe('the wishlist', () => {
  it('says of each wish what it is, why it waits and when it is tried again', async () => {
    open();
    const row = await rowOf('Nobody, Someone Else – The Other Missing One');
    row.getByText('Nothing offered yet');
    row.getByText('nobody offered it');
    (await rowOf(/Let Be/)).getByText('only when you retry it');
  });

  it('has a wish searched for now, and says so', async () => {
    const { port, person } = open();
    const button = (await rowOf(/Missing One/)).getByRole('button', { name: 'Search now' });
    await person.click(button);
    await notified('Trying The Other Missing One again');
    expect(document.activeElement).toBe(button);
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'wishes/r1/retry', body: {} }]);
  });

  it('shows a refusal in words', async () => {
    const { person } = open({ 'POST wishes/*/ignore': refused(409, 'It is being fetched now.') });
    await person.click((await rowOf(/Missing One/)).getByRole('button', { name: 'Ignore' }));
    await notified('It is being fetched now.');
  });
});
