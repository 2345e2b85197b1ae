import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { refused, unanswered } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { openPage, says, notified } from '../../testing/open-page.js';
import { backup, gap, inStep, nightDrive, plan, plexLibrary, wouldShrink } from './playlists.stories.js';

const rows = { playlists: [nightDrive], 'library-mirrors': [plexLibrary] };
const page = '/playlists/p1/show?settings=1';
const open = (mirrors: readonly (typeof inStep | typeof wouldShrink)[], answers = {}) =>
  openPage(page, { rows: { ...rows, 'playlist-mirrors': mirrors, 'mirror-gaps': [gap], 'mirror-backups': [backup] }, answers });
const button = (name: string) => screen.findByRole('button', { name });

fourStates("a playlist's mirrors", {
  page,
  asks: 'GET playlist-mirrors',
  around: { rows },
  full: [inStep],
  reads: ['Mirror to Plex', 'In sync', /^2 entries on the server\. Last written/],
  empty: /^Kept in order on Plex as what it holds changes/,
  loading: 'Loading the mirrors',
});

fourStates('what has no place on the server', {
  page,
  asks: 'GET mirror-gaps',
  around: { rows: { ...rows, 'playlist-mirrors': [inStep] } },
  full: [gap],
  reads: ['3. Never Heard – Nobody', 'not in the library yet'],
  loading: 'Loading what has no place',
});

fourStates("backups of the server's list", {
  page,
  asks: 'GET mirror-backups',
  around: { rows: { ...rows, 'playlist-mirrors': [inStep] } },
  full: [backup],
  reads: ['“Night drive”: 5 entries'],
  loading: 'Loading the backups',
});

describe('a mirror', () => {
  it('is made after a look at what it would do', async () => {
    const { port, person } = open([], { 'POST playlists/p1/mirror/run': plan });
    await person.click(await button('Show what it would do'));
    await says(/A new list “Night drive” would be made\..*1 would be added, 0 removed, 0 moved/);
    await says(/Added: Harbour Lights – The Quiet Pier/);
    await person.click(await button('Mirror it'));
    await notified('It is put onto Plex');
    expect(port.commands()).toEqual([
      { verb: 'POST', path: 'playlists/p1/mirror/run', body: { dryRun: true, server: 'plex' } },
      { verb: 'POST', path: 'playlists/p1/mirror', body: { server: 'plex' } },
    ]);
  });

  it('says why it could not be tried out', async () => {
    const { person } = open([inStep], { 'POST playlists/p1/mirror/run': refused(503, 'Plex does not answer.') });
    await person.click(await button('Show what it would do'));
    await notified('Plex does not answer.');
  });

  it('is compared once, however often that is pressed', async () => {
    const { port, person } = open([inStep], { 'POST playlists/p1/mirror/run': unanswered });
    await person.dblClick(await button('Run now'));
    expect(port.commands()).toHaveLength(1);
  });

  it.each([
    ['Run now', { verb: 'POST', path: 'playlists/p1/mirror/run', body: { server: 'plex' } }, 'It is compared with the server'],
    ['Take off what is not ours', { verb: 'POST', path: 'playlists/p1/mirror', body: { server: 'plex', mode: 'mirror' } }, 'From now on'],
    ['Stop mirroring', { verb: 'DELETE', path: 'playlists/p1/mirror?server=plex' }, /^It is no longer kept there/],
    ['Restore', { verb: 'POST', path: 'mirror-backups/b1/restore', body: {} }, 'It is being restored'],
  ])('takes “%s”', async (label, sent, words) => {
    const { port, person } = open([inStep]);
    await person.click(await button(label));
    await notified(words);
    expect(port.commands()).toEqual([sent]);
  });

  it('that was left as it is says why, and can be allowed', async () => {
    const { port, person } = open([wouldShrink]);
    await says(/Left as it is: 40 of 50 entries would go/);
    await person.click(await button('Let it shrink this once'));
    await notified('It runs now');
    expect(port.commands().map(({ path }) => path)).toEqual(['playlist-mirrors/p1-plex/allow-shrink']);
  });
});
