import { describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { refused } from '../providers/fake-console.js';
import { fourStates } from '../testing/four-states.js';
import { openPage, says, notified } from '../testing/open-page.js';
import { applied, items, proposed } from './metadata-edits.stories.js';

const open = (edit: object, answers = {}) =>
  openPage('/metadata-edits', { rows: { 'metadata-edits': [{ ...proposed, ...edit }], 'metadata-edit-items': items }, answers });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

fourStates('metadata edits', {
  page: '/metadata-edits',
  asks: 'GET metadata-edits',
  around: { rows: { 'metadata-edit-items': items } },
  full: [proposed],
  reads: ['Genres of artists, only what is missing', /^2 changes to review/, /^3 artists locked on the server/],
  empty: 'What could be better appears here once you have looked.',
  loading: 'Loading what was proposed',
});

fourStates('the changes of one', {
  page: '/metadata-edits',
  asks: 'GET metadata-edit-items',
  around: { rows: { 'metadata-edits': [proposed] } },
  full: items,
  reads: ['The Quiet Pier', 'Shoegaze', 'Math rock'],
  loading: 'Loading the changes',
});

describe('asking for metadata edits', () => {
  it('sends what is ticked, and shows what came of it', async () => {
    const { port, person } = openPage('/metadata-edits', {
      answers: {
        'POST metadata-edits': () => (
          port.become({ rows: { 'metadata-edits': [{ ...proposed, state: 'looking' }] } }),
          { id: 'x1', position: '1' }
        ),
      },
    });
    await person.click(await screen.findByLabelText('Albums'));
    await person.click(screen.getByLabelText('Genres'));
    await person.click(await button('Propose edits'));
    await says(/^Searching: 12 artists so far/);
    expect(port.commands()).toEqual([
      { verb: 'POST', path: 'metadata-edits', body: { kind: 'albums', fields: ['picture'], scope: 'missing-only' } },
    ]);
  });

  it('shows a refusal in words', async () => {
    const { person } = openPage('/metadata-edits', { answers: { 'POST metadata-edits': refused(503, 'Plex does not answer.') } });
    await person.click(await button('Propose edits'));
    await notified('Plex does not answer.');
  });
});

describe('a proposal', () => {
  it('is applied without what was unticked', async () => {
    const { port, person } = open({});
    await person.click(await screen.findByLabelText('Even Odds: genres'));
    await person.click(await button('Apply 1 change'));
    await says(/./);
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'metadata-edits/x1/apply', body: { exceptItemIds: ['i2'] } }]);
  });

  it.each([
    ['Discard', {}, 'metadata-edits/x1/reject'],
    ['Undo all of it', applied, 'metadata-edits/x1/undo'],
    ['Stop searching', { state: 'looking' }, 'metadata-edits/x1/reject'],
  ])('takes “%s”', async (label, edit, path) => {
    const { port, person } = open(edit);
    await person.click(await button(label));
    expect(port.commands().map((sent) => sent.path)).toEqual([path]);
  });

  it('shows a refusal in words', async () => {
    const { person } = open({}, { 'POST metadata-edits/*/apply': refused(409, 'It is being written already.') });
    await person.click(await button('Apply 2 changes'));
    await notified('It is being written already.');
  });

  it('shows how far the writing is, and what it waits for', async () => {
    const { port } = open({ state: 'applying' });
    await says(/^Writing: 0 of 2 done/);
    act(() => port.emit('edit', { id: 'x1', stage: 'looking', done: 1, total: 2, problem: 'Plex does not answer' }));
    await says(/It waits and tries again by itself: Plex does not answer/);
    expect((await screen.findByRole('progressbar', { name: 'Progress' })).getAttribute('aria-valuenow')).toBe('50');
  });
});
