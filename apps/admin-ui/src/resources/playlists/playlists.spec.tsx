import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { refused, unanswered } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { currentPage, openPage, rowOf, says, notified } from '../../testing/open-page.js';
import { entries, nightDrive, sunday } from './playlists.stories.js';

const rows = { playlists: [nightDrive, sunday], 'playlist-entries': entries };
const openNightDrive = (playlist: object = {}, answers = {}) =>
  openPage('/playlists/p1/show', { rows: { ...rows, playlists: [{ ...nightDrive, ...playlist }, sunday] }, answers });
const press = async (name: string | RegExp) => screen.findByRole('button', { name });

fourStates('the playlists', {
  page: '/playlists',
  asks: 'GET playlists',
  full: [nightDrive, sunday],
  reads: ['Night drive', 'Sunday', 'Following'],
  empty: 'Playlists you follow appear here.',
});

fourStates('a playlist', {
  page: '/playlists/p1/show',
  asks: 'GET playlists/p1',
  around: { rows },
  full: nightDrive,
  reads: ['Night drive', 'Harbour Lights'],
});

fourStates("a playlist's entries", {
  page: '/playlists/p1/show',
  asks: 'GET playlist-entries',
  around: { rows: { playlists: [{ ...nightDrive, entryCount: 0 }] } },
  full: entries,
  reads: ['Harbour Lights', /^same title, artist and length \(98/, 'nothing like it is in the library'],
  empty: 'This playlist has no entries yet.',
});

describe('a playlist', () => {
  it('that is not there is said so', async () => {
    openPage('/playlists/gone/show', { rows });
    await says(/has nothing with the id gone/);
  });

  it('can be narrowed to a state, with as many as there are', async () => {
    const { person } = openNightDrive();
    await person.click(await press('Missing: 1'));
    await waitFor(() => expect(screen.queryByText('Harbour Lights')).toBeNull());
    await says('Never Heard');
  });

  it.each([
    ['Sync now', {}, 'playlists/p1/refresh', 'The playlist is being synced'],
    ['Pause', {}, 'playlists/p1/pause', /^Paused/],
    ['Resume', { paused: true }, 'playlists/p1/resume', 'Playlist resumed'],
    ['Start downloading', { started: false }, 'playlists/p1/start', 'Missing tracks are being downloaded'],
  ])('takes “%s”', async (label, playlist, path, words) => {
    const { port, person } = openNightDrive(playlist);
    const button = await press(label);
    await person.click(button);
    await notified(words);
    expect(port.commands()).toEqual([{ verb: 'POST', path, body: {} }]);
    expect(document.activeElement).toBe(button);
  });

  it('is told once what is pressed twice', async () => {
    const { port, person } = openNightDrive({}, { 'POST playlists/*/refresh': unanswered });
    const button = await press('Sync now');
    await person.dblClick(button);
    expect(port.commands()).toHaveLength(1);
    expect(button.getAttribute('aria-busy')).toBe('true');
  });

  it('shows a refusal in words', async () => {
    const { person } = openNightDrive({}, { 'POST playlists/*/pause': refused(409, 'It is paused already.') });
    await person.click(await press('Pause'));
    await notified('It is paused already.');
  });

  it('leads to the sign-in when the session has ended meanwhile', async () => {
    const { port, person } = openNightDrive();
    const button = await press('Pause');
    port.become({ account: null });
    await person.click(button);
    await screen.findByRole('button', { name: 'Sign in' });
  });

  it('has its interval changed, and says what is wrong with one where it is typed', async () => {
    const { port, person } = openNightDrive(
      {},
      { 'POST playlists/*/options': refused(422, 'Some fields are not valid', { refreshEveryMinutes: 'at least 5 minutes' }) },
    );
    const opener = await press('Read every 6 h 00 min');
    await person.click(opener);
    const field = await screen.findByLabelText('Minutes between two reads');
    expect(document.activeElement).toBe(field);
    await person.clear(field);
    await person.type(field, '2{Enter}');
    await says('at least 5 minutes');
    port.become({ answers: { 'POST playlists/*/options': { id: 'p1', position: '8' } } });
    await person.clear(field);
    await person.type(field, '30{Enter}');
    await notified('The interval is changed');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(port.commands().map(({ body }) => body)).toEqual([{ refreshEveryMinutes: 2 }, { refreshEveryMinutes: 30 }]);
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });

  it('is unfollowed after what ends with it was shown', async () => {
    const { port, person } = openNightDrive(
      {},
      { 'GET playlists/p1/unfollow-preview': { recordings: 3, stopBeingWanted: 2, underWay: 1 } },
    );
    await person.click(await press('Unfollow'));
    await says(/^2 recordings will no longer be wanted/);
    const [, confirm] = await screen.findAllByRole('button', { name: 'Unfollow', hidden: true });
    if (confirm) await person.click(confirm);
    await notified('“Night drive” is no longer followed');
    expect(port.commands()).toEqual([{ verb: 'DELETE', path: 'playlists/p1' }]);
    await waitFor(() => expect(currentPage()).toBe('/playlists'));
  });

  it('says why what ends with it can not be shown, and no longer that it is looked for', async () => {
    const { person } = openNightDrive({}, { 'GET playlists/p1/unfollow-preview': refused(503, 'acquire-svc is not running.') });
    await person.click(await press('Unfollow'));
    await says('acquire-svc is not running.');
    expect(screen.queryByText(/Checking what would stop/)).toBeNull();
  });

  it('says how far an import is, and why it stopped', async () => {
    openNightDrive({ importRows: 100, importStored: 40 });
    await says(/^Importing: 40 of 100 rows so far/);
    await screen.findByRole('progressbar', { name: 'Import of Night drive' });
  });

  it('that is unreachable says why', async () => {
    openNightDrive({ status: 'unreachable', problem: 'gone' });
    await says('This playlist no longer exists at its source.');
  });

  it('opens from its row', async () => {
    const { person } = openPage('/playlists', { rows });
    await person.click((await rowOf('Night drive')).getByText('Night drive'));
    await says('Harbour Lights');
    expect(currentPage()).toBe('/playlists/p1/show');
  });
});
