import { describe, expect, it } from '@jest/globals';
import { act, screen, waitFor } from '@testing-library/react';
import { refused } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { currentPage, openPage, rowOf, says, notified } from '../../testing/open-page.js';
import { album, artist, library, track } from './library.stories.js';

const around = { rows: { 'library-mirrors': [library] } };
const lists = [
  ['artists', '/library-artists', 'GET library-artists', artist, ['The Quiet Pier', '1 without a picture']],
  ['albums', '/library-albums', 'GET library-albums', album, ['Low Water', 'The Quiet Pier · 2019']],
  ['tracks', '/library-tracks', 'GET library-tracks', track, ['Harbour Lights', 'flac 24/96', '3:05', 'placed by SoulSync']],
] as const;

for (const [name, page, asks, row, reads] of lists)
  fourStates(`the library's ${name}`, {
    page,
    asks,
    around,
    full: [row],
    reads,
    empty: 'Your library appears here.',
    loading: 'Loading the list',
  });

fourStates('the head of the library', {
  page: '/library-artists',
  asks: 'GET library-mirrors',
  around: { rows: { 'library-artists': [artist] } },
  full: [library],
  reads: [/20 tracks on 2 albums, last full sync 2 hours ago; last checked just now/],
  empty: 'No library has been synced yet.',
  loading: 'Loading the state of the library',
});

fourStates('an album', {
  page: '/library-albums/al1/show',
  asks: 'GET library-albums/al1',
  around: { rows: { 'library-tracks': [track] } },
  full: album,
  reads: ['Low Water', 'Harbour Lights', 'flac 24/96', '3:05'],
  loading: 'Loading the album',
});

fourStates('an artist', {
  page: '/library-artists/the%20quiet%20pier/show',
  asks: 'GET library-artists/the quiet pier',
  around: { rows: { 'library-albums': [{ ...album, artistFold: artist.id }] } },
  full: artist,
  reads: ['The Quiet Pier', 'Low Water'],
  loading: 'Loading the artist',
});

describe('the library', () => {
  it('leads from an artist to their albums and on to the songs, by links that can be opened in a tab', async () => {
    const rows = {
      ...around.rows,
      'library-artists': [artist],
      'library-albums': [{ ...album, artistFold: artist.id, artistId: artist.id }],
      'library-tracks': [track, { ...track, id: 't2', title: 'Undertow', discNumber: 2, missed: true }],
    };
    const { person } = openPage('/library-artists', { rows });
    await person.click(await screen.findByRole('link', { name: 'The Quiet Pier' }));
    await screen.findByRole('heading', { level: 1, name: 'The Quiet Pier' });
    await says('2 albums, 20 songs, 1 h 20 min in your library');
    await person.click(await screen.findByRole('link', { name: /Low Water/ }));
    await screen.findByRole('heading', { level: 1, name: 'Low Water' });
    await says('1 of 2');
    await says('Disc 2');
    expect((await rowOf('Undertow')).getByText('Missing')).not.toBeNull();
    expect(currentPage()).toBe('/library-albums/al1/show');
  });

  it('shows albums as a list when asked, and says more of each', async () => {
    const { person } = openPage('/library-albums', { rows: { ...around.rows, 'library-albums': [album] } });
    await person.click(await screen.findByRole('button', { name: 'List' }));
    await says('1 tracks not there at the last reading, no picture');
    expect(screen.getByRole('link', { name: 'Low Water' }).getAttribute('href')).toContain('/library-albums/al1/show');
  });

  it('leads to the row that is opened while a search is still being typed, and stays there', async () => {
    const { person } = openPage('/library-albums', { rows: { ...around.rows, 'library-albums': [album] } });
    await says('Low Water');
    await person.type(await screen.findByPlaceholderText('Search'), 'quiet');
    await person.click(screen.getByRole('link', { name: 'Low Water' }));
    await screen.findByRole('heading', { level: 1, name: 'Low Water' });
    await act(() => new Promise((done) => setTimeout(done, 800))); // longer than any search waits for more
    expect(currentPage()).toBe('/library-albums/al1/show');
  });

  it('searches once it is quiet for a moment, and shows in the field what is searched for', async () => {
    const { port, person } = openPage('/library-albums', { rows: { ...around.rows, 'library-albums': [album] } });
    await says('Low Water');
    const field = await screen.findByPlaceholderText<HTMLInputElement>('Search');
    await person.type(field, 'zzz ');
    await says('Nothing in your library matches.');
    expect(port.sent.filter(({ path }) => path.startsWith('library-albums')).length).toBeGreaterThan(1);
    await person.click(screen.getByRole('button', { name: 'Show everything' }));
    await says('Low Water');
    expect(field.value).toBe('');
  });

  it('says when nothing fits, and shows everything again', async () => {
    const none = encodeURIComponent(JSON.stringify({ missed: 'true' }));
    const { person } = openPage(`/library-tracks?filter=${none}`, { rows: { ...around.rows, 'library-tracks': [track] } });
    await says('Nothing in your library matches.');
    await screen.findByRole('button', { name: 'Missing at the last reading: 0', pressed: true });
    await person.click(screen.getByRole('button', { name: 'Show everything' }));
    await says('Harbour Lights');
    expect(screen.queryByRole('button', { name: /: 0$/ })).toBeNull();
  });

  it('says when it shows what is spelt alike', async () => {
    openPage('/library-tracks', { ...around, answers: { 'GET library-tracks': { data: [track], total: 1, alike: true } } });
    await says(/^No exact match\./);
  });

  const shrunk = { ...library, loss: { folder: 'NAS', missing: 15, of: 20 } };
  const openLoss = (answers = {}) =>
    openPage('/library-artists', { rows: { 'library-mirrors': [shrunk], 'library-artists': [artist] }, answers });

  it('believes a great loss only after a second question', async () => {
    const { port, person } = openLoss();
    const opener = await screen.findByRole('button', { name: 'Confirm removal' });
    await person.click(opener);
    await says('Take them off the library?');
    await person.click(screen.getByRole('button', { name: 'Wait' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(port.commands()).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(opener));
    await person.click(opener);
    await screen.findByRole('dialog');
    await person.click(screen.getByRole('button', { name: 'Confirm removal' }));
    await notified(/^They are taken off/);
    expect(port.commands().map(({ path }) => path)).toEqual(['library-mirrors/plex%3A1/accept-loss']);
  });

  it('says why that was refused', async () => {
    const { person } = openLoss({ 'POST library-mirrors/*/accept-loss': refused(409, 'They came back meanwhile.') });
    await person.click(await screen.findByRole('button', { name: 'Confirm removal' }));
    await screen.findByRole('dialog');
    await person.click(screen.getByRole('button', { name: 'Confirm removal' }));
    await notified('They came back meanwhile.');
  });
});
