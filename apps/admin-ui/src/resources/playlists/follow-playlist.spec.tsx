import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { refused, unanswered } from '../../providers/fake-console.js';
import { currentPage, openPage, says, notified } from '../../testing/open-page.js';
import { entries, nightDrive, sunday } from './playlists.stories.js';

const rows = { playlists: [nightDrive, sunday], 'playlist-entries': entries };
const open = (answers = {}) =>
  openPage('/playlists/create', { rows, answers: { 'POST playlists': { id: 'p1' }, 'POST playlists/import': { id: 'p2' }, ...answers } });
const file = (name: string) => new File(['Track Name,Artist Name(s)\nNever Heard,Nobody'], name, { type: 'text/csv' });

async function chooseFile({ person }: ReturnType<typeof open>, name: string): Promise<void> {
  await person.click(await screen.findByLabelText('A CSV export'));
  await person.upload(await screen.findByLabelText('The file, as Exportify and others write it'), file(name));
}
const follow = () => screen.findByRole('button', { name: 'Follow' });

describe('following a playlist', () => {
  it('sends the link, and opens what is followed now', async () => {
    const { port, person } = open();
    await person.type(await screen.findByLabelText(/Link or id of the playlist/), '4aPlaylistExample00001');
    await person.click(await follow());
    await notified('The playlist is followed');
    expect(port.commands()).toEqual([
      { verb: 'POST', path: 'playlists', body: { source: 'spotify', url: '4aPlaylistExample00001', start: 'ask' } },
    ]);
    await waitFor(() => expect(currentPage()).toBe('/playlists/p1/show'));
  });

  it('asks for the link when there is none, and sends nothing', async () => {
    const { port, person } = open();
    await person.click(await follow());
    await says('Paste the link of a playlist.');
    expect(port.commands()).toEqual([]);
  });

  it('shows a refusal in words, and keeps what was typed', async () => {
    const { person } = open({ 'POST playlists': refused(409, 'This playlist is followed already.') });
    const field = await screen.findByLabelText<HTMLInputElement>(/Link or id/);
    await person.type(field, 'abc');
    await person.click(await follow());
    await says('This playlist is followed already.');
    expect(field.value).toBe('abc');
  });

  it('says what is wrong with the link beside it', async () => {
    const { person } = open({ 'POST playlists': refused(422, 'Some fields are not valid', { url: 'is no link of a playlist' }) });
    await person.type(await screen.findByLabelText(/Link or id/), 'abc');
    await person.click(await follow());
    await says('is no link of a playlist');
  });

  it('refuses a link of something else at once, with the reason', async () => {
    const { port, person } = open();
    await person.type(await screen.findByLabelText(/Link or id/), 'https://open.spotify.com/album/4aPlaylistExample00001{Enter}');
    await says('This is a link to an album, not to a playlist.');
    expect(port.commands()).toEqual([]);
  });

  it('says at the file what the server says of it, and takes another one then', async () => {
    const sentence = '“broken.csv” has no title column; known are Track Name, Track, Title';
    const page = open({ 'POST playlists/import': refused(422, 'Some fields are not valid', { csv: sentence }) });
    await chooseFile(page, 'broken.csv');
    await page.person.click(await follow());
    await says(sentence);
    page.port.become({ answers: { 'POST playlists/import': { id: 'p2' } } });
    await page.person.upload(await screen.findByLabelText('The file, as Exportify and others write it'), file('Monday.csv'));
    expect(screen.queryByText(sentence)).toBeNull();
    await page.person.click(await follow());
    await notified('The playlist is followed');
    expect(page.port.commands()).toHaveLength(2);
  });

  it('uploads a file and names the rows that were left out', async () => {
    const problems = [{ line: 3, column: 'Duration', code: 'no-length', params: {}, message: 'other words' }];
    const page = open({ 'POST playlists/import': { id: 'p2', problems } });
    await chooseFile(page, 'Monday.csv');
    await page.person.click(await follow());
    await notified(/1 row was left out: line 3, Duration: this is no length of a track/);
    const [sent] = page.port.commands();
    expect(sent?.path).toBe('playlists/import');
    expect((sent?.body as { file: File }).file.name).toBe('Monday.csv');
  });

  it('says how a file was read where it could not be known, and that nothing was left out of it', async () => {
    const problems = [{ line: 1, column: '', code: 'encoding-guessed', params: { encoding: 'windows-1251' }, message: 'other words' }];
    const page = open({ 'POST playlists/import': { id: 'p2', problems } });
    await chooseFile(page, 'Monday.csv');
    await page.person.click(await follow());
    const told = await notified(/it was read as windows-1251/);
    expect(told.textContent).not.toMatch(/left out/);
    await waitFor(() => expect(currentPage()).toBe('/playlists/p2/show'));
  });

  it('follows the playlists of a file apart', async () => {
    const page = open({ 'POST playlists/import': { id: 'p1', playlists: [{ id: 'p1' }, { id: 'p2' }] } });
    await chooseFile(page, 'Monday.csv');
    await page.person.click(await follow());
    await waitFor(() => expect(currentPage()).toBe('/playlists'));
    expect(page.port.commands()[0]?.body).toMatchObject({ lists: 'apart' });
  });

  it('follows them as one where that is wanted', async () => {
    const page = open();
    await chooseFile(page, 'Monday.csv');
    await page.person.click(await screen.findByLabelText(/holds several playlists/));
    await page.person.click(await follow());
    await notified('The playlist is followed');
    expect(page.port.commands()[0]?.body).not.toHaveProperty('lists');
  });

  it('says that a file is to be chosen, and sends nothing', async () => {
    const { port, person } = open();
    await person.click(await screen.findByLabelText('A CSV export'));
    await person.click(await follow());
    await says('Choose the file');
    expect(port.commands()).toEqual([]);
  });

  it('asks what a file is whose name a playlist has', async () => {
    const page = open();
    await chooseFile(page, 'Sunday.csv');
    await says(/^Replace the 3 entries of the one followed since/);
    await page.person.click(await follow());
    await says('Choose what this file is');
    expect(page.port.commands()).toEqual([]);
    await page.person.click(screen.getByLabelText(/^Replace the 3 entries/));
    await page.person.click(await follow());
    await notified('The playlist is followed');
    expect(page.port.commands().map(({ body }) => body)).toEqual([expect.objectContaining({ playlistId: 'p2', start: 'ask' })]);
  });

  it('waits for that question while it is not known whether it has to be asked', async () => {
    const page = open({ 'GET playlists': unanswered });
    await chooseFile(page, 'Sunday.csv');
    await page.person.click(await follow());
    await says('It is not yet known whether a playlist has this name');
    expect(page.port.commands()).toEqual([]);
  });

  it('does not pass over that question where it can not be known', async () => {
    const page = open({ 'GET playlists': refused(503, 'catalog-svc is not running.') });
    await chooseFile(page, 'Sunday.csv');
    await says(/catalog-svc is not running/);
    await page.person.click(await follow());
    expect(page.port.commands()).toEqual([]);
  });
});
