import { describe, expect, it } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { noAnswer, refused } from '../providers/fake-console.js';
import { notified, openPage, says } from '../testing/open-page.js';
import { service, summary } from '../dashboard/dashboard.stories.js';
import { music, wrongFolder } from '../settings/folders/folders.stories.js';
import { onOff, property, section, text } from '../settings/form/form.stories.js';
import { settled, slskd, slskdUp } from '../settings/settings.stories.js';

const kept = (skipped = '', dismissed = false) =>
  section('gateway.first-run', 'First run', [
    property('skipped', text, { value: skipped }),
    property('dismissed', onOff, { value: dismissed }),
  ]);
const open = (answers: object = {}, rows: object = {}) =>
  openPage('/', {
    answers: { ...settled, 'GET settings/gateway.first-run': kept(), ...answers },
    rows: { summary: [summary], services: [service], ...rows },
  });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const step = async (title: string) => {
  const item = (await screen.findByRole('heading', { name: title })).closest('li');
  return within(item as HTMLElement);
};
const PATH = 'settings/gateway.first-run';

describe('the first run', () => {
  it('stands in the dashboard’s place, with the first step that is to do open and its test inside', async () => {
    const { person } = open({ 'GET folders': [wrongFolder], 'POST folders/music/test': music });
    await screen.findByRole('heading', { name: 'Let’s get your first playlist', level: 1 });
    const folders = await step('Folders');
    await folders.findByRole('button', { name: 'Test the music folder' });
    expect((await folders.findAllByText('There is no folder /data/musik here.')).length).toBeGreaterThan(0);
    await person.click(folders.getByRole('button', { name: 'Test the music folder' }));
    await folders.findByText('120 GB free of 500 GB');
  });

  it('shows what is done, whoever did it, and lets it be changed', async () => {
    const { person } = open({ 'GET connections': [slskdUp] });
    await (await step('Folders')).findByText(/Both are on one disk, so moving files is instant\.$/);
    await (await step('Connect slskd')).findByText('slskd 0.24.1 at slskd:5030.');
    await screen.findByRole('progressbar', { name: '2 of 6 steps done' });
    await person.click(await button('Change: Connect slskd'));
    await (await step('Connect slskd')).findByLabelText('Address');
  });

  it('leaves the step that somebody works in open when an earlier one gets into trouble, which says so in its place', async () => {
    const { port, person } = open({ 'GET connections': [slskd] });
    const at = await step('Connect slskd');
    await person.type(await at.findByLabelText('Address'), 'http://slskd:5030');
    port.become({ answers: { 'GET folders': [wrongFolder] } });
    act(() => port.emit('record', { resource: 'folders' }));
    await (await step('Folders')).findByText('There is no folder /data/musik here.');
    expect((await step('Connect slskd')).getByLabelText<HTMLInputElement>('Address').value).toBe('http://slskd:5030');
  });

  it('goes on behind what is skipped, which the gateway keeps', async () => {
    const { port, person } = open({ 'GET connections': [slskd] });
    const at = await step('Connect slskd');
    await at.findByLabelText('Address');
    port.become({ answers: { [`GET ${PATH}`]: kept('slskd') } });
    await person.click(at.getByRole('button', { name: 'Skip for now' }));
    await (await step('Media server')).findByRole('button', { name: 'I have none' });
    expect(port.commands().find(({ path }) => path === PATH)).toEqual({
      verb: 'PATCH',
      path: PATH,
      body: { values: { skipped: 'slskd' } },
    });
    await says('Skipped. What is missing waits until slskd is set up.');
  });

  it('says at a link why it is not followed', async () => {
    const { person } = open({ [`GET ${PATH}`]: kept('slskd,media-server'), 'POST playlists': refused(409, 'It is followed already.') }, {});
    const link = await screen.findByLabelText('Link of a playlist');
    await person.type(link, 'https://open.spotify.com/album/1');
    await person.click(screen.getByRole('button', { name: 'Follow' }));
    await says('This is a link to an album, not to a playlist.');
    await person.clear(link);
    await person.type(link, 'https://open.spotify.com/playlist/1');
    await person.click(screen.getByRole('button', { name: 'Follow' }));
    await says('It is followed already.');
  });

  it('starts the first playlist only when a person says so, and is over then', async () => {
    const playlist = {
      id: 'p1',
      name: 'Night drive',
      started: false,
      entryCount: 40,
      owned: 24,
      filed: 2,
      missing: 14,
      review: 0,
      pending: 0,
    };
    const { port, person } = open({ [`GET ${PATH}`]: kept('slskd,media-server,quality') }, { playlists: [playlist] });
    await says('40 songs: 26 in your library, 14 would be fetched.');
    port.become({ rows: { playlists: [{ ...playlist, started: true }] } });
    await person.click(await button('Start fetching 14'));
    await notified('Started: what is missing is being fetched');
    await screen.findByRole('heading', { name: 'Dashboard', level: 1 });
    expect(
      port
        .commands()
        .map(({ path, body }) => [path, body])
        .filter(([path]) => path !== 'discoveries'),
    ).toContainEqual([PATH, { values: { dismissed: true } }]);
  });

  it('does not start what could not be read, and says what is in the way', async () => {
    const playlist = {
      id: 'p1',
      name: 'Night drive',
      started: false,
      entryCount: 0,
      pending: 0,
      problem: 'sign-in-needed',
      lastReadAt: null,
    };
    open({ [`GET ${PATH}`]: kept('slskd,media-server,quality') }, { playlists: [playlist] });
    await says(/^Spotify shows its songs only to who is signed in\./);
    expect(screen.queryByRole('button', { name: /^Start/ })).toBeNull();
  });

  it('reads the library from the server that is set up here', async () => {
    const { port, person } = open({ [`GET ${PATH}`]: kept('slskd') });
    const at = await step('Media server');
    await person.click(at.getByRole('button', { name: 'Jellyfin' }));
    await person.type(await at.findByLabelText('Address'), 'http://jellyfin:8096');
    await person.click(at.getByRole('button', { name: 'Save Jellyfin' }));
    await notified('The library is read from Jellyfin now');
    expect(port.commands()).toContainEqual({ verb: 'PATCH', path: 'settings/plex-svc.library', body: { values: { servers: 'jellyfin' } } });
  });

  it('offers what is good enough in three choices, and says how files are named', async () => {
    const { port, person } = open({ [`GET ${PATH}`]: kept('slskd,media-server,playlists') });
    const at = await step('Quality and names');
    expect((await at.findByRole<HTMLInputElement>('radio', { name: /^The best there is/ })).checked).toBe(true);
    await person.click(at.getByRole('radio', { name: /^Lossless only/ }));
    await notified('Lossless only: from now on');
    expect(port.commands()).toContainEqual({
      verb: 'PATCH',
      path: 'settings/acquire-svc.transfers',
      body: { values: { allowLossy: false } },
    });
    await at.findByText('Files are named like Mara Venn/Night Ferry.flac.');
  });

  it('is not there once dismissed', async () => {
    const dismissed = open({ [`GET ${PATH}`]: kept('', true) });
    await screen.findByRole('heading', { name: 'Dashboard', level: 1 });
    expect(dismissed.port.sent.some(({ path }) => path === 'folders')).toBe(false);
  });

  it.each([
    ['for a viewer', { account: { id: 'v', name: 'Bo', role: 'viewer' } }],
    ['while the gateway can not say', { answers: { [`GET ${PATH}`]: noAnswer() } }],
  ])('leaves the dashboard alone %s', async (_who, story) => {
    openPage('/', { rows: { summary: [summary], services: [service] }, ...story });
    await screen.findByRole('heading', { name: 'Dashboard', level: 1 });
    expect(screen.queryByText('Let’s get your first playlist')).toBeNull();
  });
});
