import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { refused, unanswered } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { openPage, rowOf, says, notified } from '../../testing/open-page.js';
import { cancelled, transferring, withTimeline } from './acquisitions.stories.js';

const open = (answers = {}) => openPage('/acquisitions', { rows: { acquisitions: [transferring, cancelled] }, answers });

fourStates('what is being fetched', {
  page: '/acquisitions',
  asks: 'GET acquisitions',
  full: [transferring, cancelled],
  reads: ['Glass House – Seven Windows', 'Transferring', 'Cancelled'],
  empty: 'Downloads appear here.',
});

describe('an acquisition', () => {
  it('shows how far its transfer is as it goes on', async () => {
    const { port } = open();
    await rowOf(/Seven Windows/);
    const transfer = {
      acquisitionId: 'r1',
      state: 'transferring',
      bytes: 25,
      sizeBytes: 100,
      bytesPerS: 250_000,
      placeInQueue: null,
    } as const;
    act(() => port.emit('transfer', transfer));
    await says(/^25 %, 250 kB\/s · vinyl_fan: Seven Windows.flac/);
    await screen.findByRole('progressbar', { name: 'Transfer of Seven Windows' });
  });

  it.each([
    [/Seven Windows/, 'Cancel', 'acquisitions/r1/cancel', 'Cancelled: Seven Windows'],
    [/Never Mind/, 'Download anyway', 'acquisitions/r2/retry', 'Downloading again: Never Mind'],
  ])('of %s takes “%s”', async (title, label, path, words) => {
    const { port, person } = open();
    await person.click((await rowOf(title)).getByRole('button', { name: label }));
    await notified(words);
    expect(port.commands()).toEqual([{ verb: 'POST', path, body: {} }]);
  });

  it('shows a refusal in words', async () => {
    const { person } = open({ 'POST acquisitions/*/cancel': refused(409, 'It is in the library already.') });
    await person.click((await rowOf(/Seven Windows/)).getByRole('button', { name: 'Cancel' }));
    await notified('It is in the library already.');
  });

  it.each([
    ['what happened', withTimeline, 'Missing from the library, to be downloaded: Glass House – Seven Windows'],
    ['that it is being read', unanswered, /^Loading …/],
    ['why it can not be read', refused(503, 'acquire-svc is not running.'), /acquire-svc is not running/],
  ])('opens to %s', async (_what, answer, words) => {
    const { person } = open({ 'GET acquisitions/r1': answer });
    await person.click(await screen.findByText(/Seven Windows/));
    await says(words);
  });
});
