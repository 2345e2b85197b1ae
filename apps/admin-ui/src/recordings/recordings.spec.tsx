import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { fourStates } from '../testing/four-states.js';
import { notified, openPage, says } from '../testing/open-page.js';
import { matchOf } from './entry-view.js';
import { neverHeard, neverHeardStory } from './recordings.stories.js';
import { answerOf, wantedInWords } from './story.js';

const answers = { 'GET recordings/r3/timeline': neverHeardStory };
const around = { rows: { recordings: [neverHeard] }, answers };

fourStates('the page of a recording', {
  page: '/recordings/r3',
  asks: 'GET recordings/r3',
  around,
  full: neverHeard,
  reads: ['Why is it here?', 'Nobody/Low Water/03 Never Heard.flac', 'FLAC 16/44'],
});

describe('the page of a recording', () => {
  it('answers why, and tells what happened with its causes, technical steps folded', async () => {
    const { person } = openPage('/recordings/r3', around);
    await says(
      /^“Night drive” asks for it\. Your library had nothing that is it\. Searched once: of 212 files on offer, 9 were acceptable/,
    );
    await says('because: not in the library: nothing like it is in the library');
    await says('Playlist “Night drive”');
    expect(screen.queryByText('The transfer is queued')).toBeNull();
    await person.click(await screen.findByRole('button', { name: 'Show all 9 steps' }));
    await says('The transfer is queued');
  });

  it('lets it be ignored, and that be taken back', async () => {
    const done = [{ id: 'r3', ok: true, position: '1', reason: null, message: null }];
    const { port, person } = openPage('/recordings/r3', {
      rows: { recordings: [{ ...neverHeard, state: 'missing', reason: 'no-candidate', matched: null }] },
      answers: { ...answers, 'POST recordings/ignore': done, 'POST recordings/unignore': done },
    });
    await says('Why is it not here?');
    await person.click(await screen.findByRole('button', { name: 'More for Never Heard' }));
    await person.click(await screen.findByRole('menuitem', { name: 'Ignore' }));
    await notified(/^Ignored: “Never Heard”/);
    await person.click(await screen.findByRole('button', { name: 'Undo' }));
    await notified('No longer ignored: “Never Heard”');
    expect(port.commands().map(({ path }) => path)).toEqual(['recordings/ignore', 'recordings/unignore']);
  });
});

describe('the answer to why', () => {
  const of = (changes: object) => answerOf({ ...neverHeard, matched: null, ...changes }, []);

  it('is of the state that it is in', () => {
    expect(of({ state: 'review', reason: 'ambiguous', candidates: 2 })).toMatch(
      /2 songs of your library may be it: two tracks fit equally well/,
    );
    expect(of({ state: 'missing', reason: 'candidates-rejected' })).toMatch(/every candidate was rejected by hand/);
    expect(of({ state: 'wished', reason: 'nothing-offered' })).toMatch(/It is on the wishlist: nobody offered it/);
  });

  it('names who asks for it', () => {
    const list = (name: string) => ({ kind: 'playlist' as const, playlistId: name, name, released: true });
    expect(wantedInWords({ wantedBy: [list('A'), list('B')] })).toBe('“A” and “B” ask for it.');
    expect(wantedInWords({ wantedBy: [{ kind: 'person', playlistId: null, name: null, released: true }] })).toBe('A person asks for it.');
    expect(wantedInWords({ wantedBy: [] })).toBe('Nothing asks for it any more.');
  });
});

describe('what an entry was matched with', () => {
  it('is the file, else the track, else why there is none', () => {
    expect(matchOf(neverHeard)).toMatchObject({ first: '03 Never Heard.flac', second: 'FLAC 16/44 · Nobody / Low Water' });
    const pathless = neverHeard.matched && { ...neverHeard.matched, path: null, bitDepth: null, format: 'mp3', bitrateKbps: 320 };
    expect(matchOf({ ...neverHeard, path: null, matched: pathless })).toMatchObject({
      first: 'Nobody – Never Heard',
      second: 'MP3 320 · Low Water',
    });
    expect(matchOf({ ...neverHeard, state: 'review', reason: 'ambiguous', candidates: 2 }).first).toBe(
      '2 candidates: two tracks fit equally well',
    );
  });
});
