import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { refused, unanswered } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { currentPage, notified, openPage, rowOf, says } from '../../testing/open-page.js';
import { entries, nightDrive, sunday } from './playlists.stories.js';

const rows = { playlists: [nightDrive, sunday], 'playlist-entries': entries };
const bulk = (...ids: string[]) => ids.map((id) => ({ id, ok: true, position: '1', reason: null, message: null }));
const openNightDrive = (playlist: object = {}, answers = {}) =>
  openPage('/playlists/p1/show', { rows: { ...rows, playlists: [{ ...nightDrive, ...playlist }, sunday] }, answers });
const press = async (name: string | RegExp) => screen.findByRole('button', { name });
const more = async (person: ReturnType<typeof openPage>['person'], of: string, choice: string) => {
  await person.click(await press(`More for ${of}`));
  await person.click(await screen.findByRole('menuitem', { name: choice }));
};

fourStates('the playlists', {
  page: '/playlists',
  asks: 'GET playlists',
  full: [nightDrive, sunday],
  reads: ['Night drive', 'Sunday', /^You follow 2 playlists; 2 of 6 songs are in your library/, /^1 of 3/],
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
  reads: ['01 Harbour Lights.flac', /^FLAC 16\/44 · The Quiet Pier \/ Low Water/, 'Nothing like it is in the library'],
  empty: 'This playlist has no entries yet.',
});

describe('the playlists', () => {
  it('say in words why one can not be read, and offer what can be done with several', async () => {
    const { port, person } = openPage('/playlists', {
      rows: { playlists: [{ ...nightDrive, status: 'unreachable', problem: 'gone' }, sunday] },
    });
    await says('This playlist no longer exists at its source');
    await person.click(await screen.findByRole('checkbox', { name: 'Select Night drive' }));
    await person.click(await screen.findByRole('checkbox', { name: 'Select Sunday' }));
    await person.click(within(await screen.findByRole('toolbar', { name: 'Selected rows' })).getByRole('button', { name: 'Pause' }));
    await notified(/^Paused: 2 playlists/);
    expect(port.commands().map(({ path }) => path)).toEqual(['playlists/p1/pause', 'playlists/p2/pause']);
  });

  it('are links', async () => {
    const { person } = openPage('/playlists', { rows });
    await person.click(await screen.findByRole('link', { name: 'Night drive' }));
    await says('Harbour Lights');
    expect(currentPage()).toBe('/playlists/p1/show');
  });

  it('are shown to a viewer without what would be refused', async () => {
    openPage('/playlists', { rows, account: { id: 'v', name: 'Vic', role: 'viewer' } });
    await says('Night drive');
    expect(screen.queryByRole('link', { name: 'Follow a playlist' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'More for Night drive' })).toBeNull();
  });
});

describe('a playlist', () => {
  it('that is not there is said so', async () => {
    openPage('/playlists/gone/show', { rows });
    await says(/has nothing with the id gone/);
  });

  it('names what is to be decided, and never a candidate as the match', async () => {
    openNightDrive();
    const row = await rowOf('Long Division');
    row.getByText(/^2 candidates: the length is/);
    row.getByText('To decide');
  });

  it('can be narrowed to a state, with as many as there are, and the address says so', async () => {
    const { person } = openNightDrive();
    await person.click(await press(/^Wanted\s*1$/));
    await waitFor(() => expect(screen.queryByText('Harbour Lights')).toBeNull());
    await says('Never Heard');
    expect(window.location.hash).toContain('state=missing');
  });

  it('shows all of its entries, a hundred at a time', async () => {
    const many = Array.from({ length: 150 }, (_, at) => ({ ...entries[2], id: `n${at}`, position: at + 1, title: `Song ${at + 1}` }));
    const { person } = openPage('/playlists/p1/show', {
      rows: { playlists: [{ ...nightDrive, entryCount: 150 }], 'playlist-entries': many },
    });
    await says('Song 100');
    expect(screen.queryByText('Song 101')).toBeNull();
    await person.click(await press('Next'));
    await says('Song 150');
    await says('101–150 of 150');
  });

  it('is refreshed and says that this was asked for, not that it is done', async () => {
    const { port, person } = openNightDrive();
    await person.click(await press('Refresh'));
    await notified('Refresh requested: “Night drive”');
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'playlists/p1/refresh', body: {} }]);
  });

  it.each([
    ['Pause', {}, 'playlists/p1/pause', /^Paused/],
    ['Resume', { paused: true }, 'playlists/p1/resume', /^Resumed/],
  ])('takes “%s”', async (label, playlist, path, words) => {
    const { port, person } = openNightDrive(playlist);
    await more(person, 'Night drive', label);
    await notified(words);
    expect(port.commands()).toEqual([{ verb: 'POST', path, body: {} }]);
  });

  it('is told once what is pressed twice', async () => {
    const { port, person } = openNightDrive({}, { 'POST playlists/*/refresh': unanswered });
    const button = await press('Refresh');
    await person.dblClick(button);
    expect(port.commands()).toHaveLength(1);
    expect(button.getAttribute('aria-busy')).toBe('true');
  });

  it('shows a refusal in words', async () => {
    const { person } = openNightDrive({}, { 'POST playlists/*/pause': refused(409, 'It is paused already.') });
    await more(person, 'Night drive', 'Pause');
    await notified('It is paused already.');
  });

  it('has its interval changed, and says what is wrong with one where it is typed', async () => {
    const { port, person } = openNightDrive(
      {},
      { 'POST playlists/*/options': refused(422, 'Some fields are not valid', { refreshEveryMinutes: 'at least 5 minutes' }) },
    );
    await person.click(await press('Settings'));
    const field = await screen.findByLabelText('Minutes between two refreshes');
    await person.clear(field);
    await person.type(field, '2{Enter}');
    await says('at least 5 minutes');
    port.become({ answers: { 'POST playlists/*/options': { id: 'p1', position: '8' } } });
    await person.clear(field);
    await person.type(field, '30{Enter}');
    await notified('The interval is changed');
    expect(port.commands().map(({ body }) => body)).toEqual([{ refreshEveryMinutes: 2 }, { refreshEveryMinutes: 30 }]);
  });

  it('is unfollowed after what ends with it was shown', async () => {
    const { port, person } = openNightDrive(
      {},
      { 'GET playlists/p1/unfollow-preview': { recordings: 3, stopBeingWanted: 2, underWay: 1 } },
    );
    await more(person, 'Night drive', 'Unfollow');
    await says(/^2 recordings will no longer be wanted/);
    await person.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Unfollow' }));
    await notified('“Night drive” is no longer followed');
    expect(port.commands()).toEqual([{ verb: 'DELETE', path: 'playlists/p1' }]);
    await waitFor(() => expect(currentPage()).toBe('/playlists'));
  });

  it('says why what ends with it can not be shown, and no longer that it is looked for', async () => {
    const { person } = openNightDrive({}, { 'GET playlists/p1/unfollow-preview': refused(503, 'acquire-svc is not running.') });
    await more(person, 'Night drive', 'Unfollow');
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
});

describe('a playlist before its first sync', () => {
  const slskd = (state: string) => ({ 'GET connections': [{ id: 'slskd', state }] });

  it('says what that would do, and starts it', async () => {
    const { port, person } = openNightDrive({ started: false }, slskd('connected'));
    await says('3 entries: 1 owned, 1 to decide, 1 would be fetched');
    await says('Would be fetched');
    await screen.findByRole('link', { name: 'Decide 1 first' });
    await person.click(await press('Start fetching 1'));
    await notified(/^Started: “Night drive”/);
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'playlists/p1/start', body: {} }]);
  });

  it('says that nothing is fetched where there is nothing to fetch with', async () => {
    openNightDrive({ started: false }, slskd('unconfigured'));
    await says('Nothing is fetched: slskd is not set up');
  });

  it('says how far it is once it is started', async () => {
    openNightDrive({ filed: 9, acquiring: 3, missing: 2, wished: 0 }, slskd('connected'));
    await says('9 of 14 fetched');
    await screen.findByRole('progressbar', { name: 'Fetching Night drive' });
  });
});

describe('an entry', () => {
  it('is wanted by one click, and the focus goes on to what is next', async () => {
    const { port, person } = openNightDrive({}, { 'POST recordings/want': bulk('r3') });
    await person.click(await press('Want: Never Heard'));
    await notified('Wanted: “Never Heard”');
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'recordings/want', body: { ids: ['r3'] } }]);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Long Division'));
  });

  it('of none of the candidates says so, and it can be taken back', async () => {
    const { port, person } = openNightDrive({}, { 'POST matches/reject': bulk('r2'), 'POST matches/undo': bulk('r2') });
    await more(person, 'Long Division', 'None of these');
    await notified('None of these: “Long Division” counts as missing');
    await person.click(await press('Undo'));
    await notified('Taken back: “Long Division”');
    expect(port.commands().map(({ path }) => path)).toEqual(['matches/reject', 'matches/undo']);
  });

  it('is matched with any song of the library that is found by name', async () => {
    const track = { id: 't9', title: 'Never Heard', artist: 'Nobody', album: 'Nowhere', libraryAlbumId: 'a9', durationMs: 200_000, format: 'mp3', bitrateKbps: 320, sampleRateHz: null, bitDepth: null }; // prettier-ignore
    const { port, person } = openPage('/playlists/p1/show', { rows: { ...rows, 'library-tracks': [track] } });
    await more(person, 'Never Heard', 'Choose from your library');
    const field = await screen.findByLabelText('Title, artist or album');
    await person.clear(field);
    await person.type(field, 'Never');
    await person.click(await press('Choose Never Heard by Nobody'));
    await notified('Confirmed: “Never Heard”');
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'matches/r3/confirm', body: { libraryTrackId: 't9' } }]);
  });

  it('and others are acted on together, each as it stands, and what was refused is said', async () => {
    const answer = [...bulk('r3'), { id: 'r2', ok: false, position: null, reason: 'x', message: 'It has been decided meanwhile.' }];
    const { port, person } = openNightDrive({}, { 'POST recordings/ignore': answer });
    await person.click(await screen.findByRole('checkbox', { name: 'Select all rows' }));
    const bar = within(await screen.findByRole('toolbar', { name: 'Selected rows' }));
    bar.getByText('3 selected');
    await person.click(bar.getByRole('button', { name: 'Ignore 2' }));
    await notified(/^Ignored: “Never Heard”/);
    await notified('1 of 2 not: It has been decided meanwhile.');
    expect(port.commands()).toEqual([{ verb: 'POST', path: 'recordings/ignore', body: { ids: ['r2', 'r3'] } }]);
  });
});
