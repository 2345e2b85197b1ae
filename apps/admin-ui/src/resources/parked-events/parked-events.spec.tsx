import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { refused, unanswered } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { openPage, says, notified } from '../../testing/open-page.js';
import { detail, parked } from './parked-events.stories.js';

const open = (answers = {}, account?: object) =>
  openPage('/parked-events', {
    rows: { 'parked-events': [parked] },
    answers,
    ...(account ? { account: { id: 'a2', name: 'Eve', role: 'editor', ...account } } : {}),
  });

fourStates('failed events', {
  page: '/parked-events',
  asks: 'GET parked-events',
  full: [parked],
  reads: ['Read model library-tracks', 'LibraryTrackIndexed', 'Failed', /^value too long/],
  empty: 'No failed events.',
});

describe('a failed event', () => {
  it.each([
    ['Retry', 'parked-events/plex-svc%3A1/retry', 'LibraryTrackIndexed was handled'],
    ['Rebuild', 'projections/plex-svc%3Alibrary-tracks/rebuild', /^library-tracks is being rebuilt/],
  ])('takes “%s”', async (label, path, words) => {
    const { port, person } = open();
    await person.click(await screen.findByRole('button', { name: label }));
    await notified(words);
    expect(port.commands()).toEqual([{ verb: 'POST', path, body: {} }]);
  });

  it('is skipped after a second question', async () => {
    const { port, person } = open();
    await person.click(await screen.findByRole('button', { name: 'Skip' }));
    await says('Skip this event?');
    await person.click(screen.getByRole('button', { name: 'Skip it' }));
    await notified('LibraryTrackIndexed is skipped');
    expect(port.commands().map(({ path }) => path)).toEqual(['parked-events/plex-svc%3A1/skip']);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says why it failed once more', async () => {
    const { person } = open({ 'POST parked-events/*/retry': refused(409, 'It failed again: value too long.') });
    await person.click(await screen.findByRole('button', { name: 'Retry' }));
    await notified('It failed again: value too long.');
  });

  it('has no buttons for whoever may not press them, and says who may', async () => {
    open({}, {});
    await says('An admin can retry or skip it');
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it.each([
    ['what it says', detail, /"title": "Harbour Lights"/],
    ['why that can not be shown', refused(503, 'plex-svc is not running.'), /plex-svc is not running/],
  ])('opens to %s', async (_what, answer, words) => {
    const { person } = open({ 'GET parked-events/plex-svc:1': answer });
    await person.click(await screen.findByText('LibraryTrackIndexed'));
    await says(words);
    await says(/account:ada/);
  });

  it('opens to what is known while the rest is read', async () => {
    const { person } = open({ 'GET parked-events/plex-svc:1': unanswered });
    await person.click(await screen.findByText('LibraryTrackIndexed'));
    await screen.findByRole('progressbar', { name: 'Loading the event' });
  });
});
