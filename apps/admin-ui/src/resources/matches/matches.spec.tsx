import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { refused } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { notified, openPage, says } from '../../testing/open-page.js';
import { markedParts } from './compare.js';
import { longDivision, paperWeather } from './matches.stories.js';

const bulk = (...ids: string[]) => ids.map((id) => ({ id, ok: true, position: '1', reason: null, message: null }));
const open = (answers = {}) => openPage('/matches', { rows: { matches: [longDivision, paperWeather] }, answers });

fourStates('the review of matches', {
  page: '/matches',
  asks: 'GET matches',
  full: [longDivision],
  reads: ['Is one of these your “Long Division”?', '91 %', '3:26', '+6 s'],
  empty: 'Nothing to decide.',
});

describe('a doubtful match', () => {
  it('is confirmed with the chosen candidate by keys, and the next one comes', async () => {
    const { port, person } = open();
    await says('Is one of these your “Long Division”?');
    await person.keyboard('2');
    await person.keyboard('y');
    await notified('Confirmed: “Long Division”');
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'matches/m1/confirm', body: { libraryTrackId: 't2' } }]);
    await says('Is one of these your “Paper Weather”?');
  });

  it('is none of these by a key, and that is taken back by another', async () => {
    const { port, person } = open({ 'POST matches/reject': bulk('m1'), 'POST matches/undo': bulk('m1') });
    await says('Is one of these your “Long Division”?');
    await person.keyboard('n');
    await notified('None of these: “Long Division” counts as missing');
    await says('Long Division: none of these');
    await person.keyboard('u');
    await notified('Taken back: “Long Division”');
    expect(port.commands().map(({ path, body }) => [path, body])).toEqual([
      ['matches/reject', { ids: ['m1'] }],
      ['matches/undo', { ids: ['m1'] }],
    ]);
  });

  it('follows j and k, and the address says which one it is', async () => {
    const { person } = open();
    await says('Is one of these your “Long Division”?');
    await person.keyboard('j');
    await says('Is one of these your “Paper Weather”?');
    expect(window.location.hash).toContain('recording=m2');
    await person.keyboard('k');
    await says('Is one of these your “Long Division”?');
  });

  it('takes no key while something is typed', async () => {
    const { port, person } = open();
    await person.click(await screen.findByRole('button', { name: 'Choose from your library' }));
    await person.type(await screen.findByLabelText('Title, artist or album'), 'yn');
    expect(port.commands()).toEqual([]);
  });

  it('shows a refusal in words, and stays', async () => {
    const { person } = open({ 'POST matches/*/confirm': refused(409, 'That track has left the library.') });
    await person.click(await screen.findByRole('button', { name: 'Confirm 1' }));
    await notified('That track has left the library.');
    await says('Is one of these your “Long Division”?');
  });

  it('lists what was rejected before, and by whom', async () => {
    const rejected = [{ libraryTrackId: 't8', title: 'Long Division (Live)', artist: 'Even Odds', album: null, by: 'account:Robin', at: '2026-11-01T10:00:00.000Z' }]; // prettier-ignore
    openPage('/matches', { rows: { matches: [{ ...longDivision, rejected }] } });
    await says(/^Even Odds – Long Division \(Live\): rejected by Robin/);
  });

  it('and others that are likely enough are confirmed together, after the list of them was shown', async () => {
    const { port, person } = open({ 'POST matches/confirm': bulk('m1', 'm2') });
    await person.click(await screen.findByRole('button', { name: 'Confirm all above 70 % (2)' }));
    const dialog = within(await screen.findByRole('dialog'));
    dialog.getByText(/^Even Odds – Long Division \(3:20\): Even Odds – Long Division \(3:26\), 91 %/);
    await person.click(dialog.getByRole('checkbox', { name: /Paper Weather/ }));
    await person.click(dialog.getByRole('button', { name: 'Confirm 1' }));
    await notified('Confirmed: “Long Division”');
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'matches/confirm', body: { ids: ['m1'] } }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('the words of a candidate', () => {
  it('that the wanted one has not are marked', () => {
    expect(markedParts('Paper Weathers', 'Paper Weather')).toEqual(['Paper', ' ', { mark: 'Weathers' }]);
    expect(markedParts('Velvet Cartography feat. Ilvane', 'Velvet Cartography')).toEqual([
      'Velvet Cartography',
      ' ',
      { mark: 'feat. Ilvane' },
    ]);
    expect(markedParts('Same', 'same')).toEqual(['Same']);
  });
});
