import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { refused } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { openPage, rowOf, says, notified } from '../../testing/open-page.js';
import { cancelled, transferring } from './acquisitions.stories.js';

const slskd = { id: 'slskd', state: 'connected', isInUse: true };
const open = (answers = {}, page = '/acquisitions') =>
  openPage(page, { rows: { acquisitions: [transferring, cancelled] }, answers: { 'GET connections': [slskd], ...answers } });

fourStates('what is being fetched', {
  page: '/acquisitions',
  asks: 'GET acquisitions',
  full: [transferring, cancelled],
  reads: ['Seven Windows', 'Transferring', 'vinyl_fan: Seven Windows.flac'],
  empty: 'Downloads appear here.',
  loading: 'Loading the downloads',
});

describe('the downloads', () => {
  it('lead from each song to its story', async () => {
    open();
    expect((await screen.findByRole('link', { name: 'Seven Windows' })).getAttribute('href')).toContain('/recordings/r1');
  });

  it('are told apart by stage, each with its count, and what is chosen stands in the address', async () => {
    const { person } = open();
    await person.click(await screen.findByRole('button', { name: /^Cancelled 1$/ }));
    await rowOf('Never Mind');
    expect(screen.queryByText('Seven Windows')).toBeNull();
    expect(window.location.hash).toContain('tab=cancelled');
    expect(screen.queryByRole('button', { name: /^Waiting/ })).toBeNull(); // there is none
  });

  it('show how far a transfer is, a stalled one with no speed, and nothing of the peer before', async () => {
    const { port } = open();
    await rowOf('Seven Windows');
    const transfer = {
      acquisitionId: 'r1',
      state: 'transferring',
      bytes: 2.5e6,
      sizeBytes: 1e7,
      bytesPerS: 250_000,
      placeInQueue: null,
    } as const;
    act(() => port.emit('transfer', transfer));
    await says('2.5 of 10.0 MB');
    await says(/^250 kB\/s/);
    await screen.findByRole('progressbar', { name: 'Transfer of Seven Windows' });
    act(() => port.emit('transfer', { ...transfer, bytesPerS: 0 }));
    await says('Stalled, 0 kB/s');
    act(() => port.emit('transfer', { ...transfer, state: 'queued', bytes: 0, placeInQueue: 3 }));
    await says('3rd in the queue');
    expect(screen.queryByText(/Stalled/)).toBeNull();
  });

  it.each([
    ['Seven Windows', 'Cancel: Seven Windows', 'acquisitions/r1/cancel', 'Cancelled: Seven Windows'],
    ['Never Mind', 'Want again: Never Mind', 'acquisitions/r2/retry', 'Wanted again: Never Mind'],
  ])('%s takes “%s”', async (title, label, path, words) => {
    const { port, person } = open();
    await person.click((await rowOf(title)).getByRole('button', { name: label }));
    await notified(words);
    expect(port.commands()).toEqual([{ verb: 'POST', path, body: {} }]);
  });

  it('show a refusal in words', async () => {
    const { person } = open({ 'POST acquisitions/*/cancel': refused(409, 'It is in the library already.') });
    await person.click((await rowOf('Seven Windows')).getByRole('button', { name: 'Cancel: Seven Windows' }));
    await notified('It is in the library already.');
  });

  it('say that nothing is fetched without slskd, instead of that it is searched for', async () => {
    const waiting = { ...transferring, state: 'requested' as const, offer: null };
    openPage('/acquisitions', {
      rows: { acquisitions: [waiting] },
      answers: { 'GET connections': [{ ...slskd, state: 'unconfigured' }] },
    });
    await says('slskd is not set up, so nothing is fetched.');
    expect(screen.queryByText('Queued')).toBeNull();
  });

  it('offer a viewer nothing that would be refused', async () => {
    openPage('/acquisitions', { account: { id: 'v', name: 'Vera', role: 'viewer' }, rows: { acquisitions: [transferring] } });
    await rowOf('Seven Windows');
    expect(screen.queryByRole('button', { name: /^Cancel/ })).toBeNull();
  });
});
