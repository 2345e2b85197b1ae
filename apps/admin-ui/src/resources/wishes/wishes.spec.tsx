import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { refused } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { openPage, rowOf, notified, says } from '../../testing/open-page.js';
import { ignored, lost } from './wishes.stories.js';

const open = (answers = {}) => openPage('/wishes', { rows: { wishes: [lost, ignored] }, answers });

fourStates('the wishlist', {
  page: '/wishes',
  asks: 'GET wishes',
  full: [lost, ignored],
  reads: ['The Other Missing One', 'Tried again only when you ask for it'],
  empty: 'Songs that could not be found yet appear here.',
  loading: 'Loading the wishes',
});

describe('the wishlist', () => {
  it('says of each wish why it waits and when it is tried again', async () => {
    open();
    const row = await rowOf('The Other Missing One');
    row.getByText('Nothing offered yet');
    row.getByText('3 tries: nobody offered it');
    row.getByText(/^Next try/);
    (await rowOf('Let Be')).getByText('Tried again only when you ask for it');
  });

  it('counts the causes, and shows those of one', async () => {
    const { port, person } = open({
      'GET counts/wishes?_by=cause': [
        { value: 'nothing-offered', count: 31 },
        { value: 'only-rejected', count: 12 },
      ],
    });
    await says(/^43 songs could not be found yet/);
    await person.click(await screen.findByRole('button', { name: /31$/ }));
    expect(window.location.hash).toContain('cause=nothing-offered');
    await waitFor(() => expect(port.sent.findLast(({ path }) => path === 'wishes')?.params?.filter).toEqual({ cause: 'nothing-offered' }));
  });

  it('has a wish searched for now, and says so', async () => {
    const { port, person } = open();
    await person.click((await rowOf('The Other Missing One')).getByRole('button', { name: 'Search now: The Other Missing One' }));
    await notified('Search requested: The Other Missing One');
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'wishes/r1/retry', body: {} }]);
  });

  it('has several searched for at once', async () => {
    const { port, person } = open();
    await person.click(await screen.findByRole('checkbox', { name: 'Select all rows' }));
    await says('2 selected');
    await person.click(screen.getByRole('button', { name: 'Search now' }));
    await notified('Search requested: 2 songs');
    expect(port.commands().map(({ path }) => path)).toEqual(['wishes/r1/retry', 'wishes/r2/retry']);
  });

  it('shows a refusal in words', async () => {
    const { person } = open({ 'POST wishes/*/retry': refused(409, 'It is being fetched now.') });
    await person.click((await rowOf('The Other Missing One')).getByRole('button', { name: 'Search now: The Other Missing One' }));
    await notified('It is being fetched now.');
  });
});
