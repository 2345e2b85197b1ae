import { describe, expect, it, jest } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { refused, unanswered } from '../../providers/fake-console.js';
import type { Sent } from '../../providers/fake-console.js';
import { fourStates } from '../../testing/four-states.js';
import { notified, openPage, says } from '../../testing/open-page.js';
import { property, section, text } from '../form/form.stories.js';
import { connection, liked, settled, slskd, slskdUp, spotifyAccount } from '../settings.stories.js';
import { attic, found, nothingFound, signedIn, waiting } from './plex.stories.js';

const page = '/settings/connections';
const open = (answers: object = {}, rows: object = {}) => openPage(page, { answers: { ...settled, ...answers }, rows: { ...rows } });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const card = async (name: string) => within(await screen.findByRole('region', { name }));
const writes = (commands: readonly Sent[]) => commands.filter(({ path }) => !path.startsWith('discoveries'));
const onlySlskd = ({ body }: Sent) => ((body as { for: string }).for === 'slskd' ? found : nothingFound);

fourStates('the connections', {
  page,
  asks: 'GET connections',
  around: { answers: settled },
  full: [slskdUp],
  reads: ['slskd', '0.24.1 at slskd:5030', 'Connected'],
  loading: 'Loading how the connections stand',
});

const wrongFolder = {
  steps: [
    { step: 'reachable', ok: true, detail: 'slskd answers', advice: null, tookMs: 18, field: null, fix: null },
    {
      step: 'folder',
      ok: false,
      detail: 'Nothing is mounted at /data/downlods',
      advice: 'Did you mean /data/downloads?',
      tookMs: 3,
      field: 'downloadDir',
      fix: { label: 'Use /data/downloads', values: { downloadDir: '/data/downloads' } },
    },
    { step: 'file', ok: null, detail: 'not tried', advice: null, tookMs: null, field: null, fix: null },
  ],
};

describe('a connection', () => {
  it('is tested with what is not yet saved; the failing step has a button that mends it; then it is saved', async () => {
    const { port, person } = open({ 'POST connections/slskd/test': wrongFolder });
    await person.click(await button('Open slskd'));
    const slskdCard = await card('slskd');
    await person.type(slskdCard.getByLabelText('Address'), 'http://slskd:5030');
    await person.type(slskdCard.getByLabelText('API key'), 'hunter2');
    await person.click(slskdCard.getByRole('button', { name: 'Test what is entered for slskd' }));
    expect((await slskdCard.findAllByText('Nothing is mounted at /data/downlods')).length).toBe(2); // in the test, and at the field
    slskdCard.getByText('Did you mean /data/downloads?');
    slskdCard.getByText('1 of 3 steps fails');
    slskdCard.getByText('1 of 3 passed');
    slskdCard.getByText('18 ms');
    slskdCard.getByText('A file from there can be read: not tried');
    await person.click(slskdCard.getByRole('button', { name: 'Use /data/downloads' }));
    expect(slskdCard.getByLabelText<HTMLInputElement>('Its download folder, seen from here').value).toBe('/data/downloads');
    await person.click(slskdCard.getByRole('button', { name: 'Save slskd' }));
    await notified('slskd saved');
    expect(writes(port.commands())).toEqual([
      { verb: 'POST', path: 'connections/slskd/test', body: { values: { url: 'http://slskd:5030' }, secrets: { apiKey: 'hunter2' } } },
      { verb: 'PUT', path: 'settings/acquire-svc.slskd/secrets/apiKey', body: { value: 'hunter2' } },
      { verb: 'PATCH', path: 'settings/acquire-svc.slskd', body: { values: { url: 'http://slskd:5030', downloadDir: '/data/downloads' } } },
    ]);
    expect(slskdCard.getByLabelText<HTMLInputElement>('API key').value).toBe('');
  });

  it('says why it can not be tested', async () => {
    const { person } = open({ 'POST connections/slskd/test': refused(503, 'acquire-svc is not running.') });
    await person.click(await button('Test slskd'));
    await notified('acquire-svc is not running.');
  });

  it('shows a secret as set and when, and removes it after a question', async () => {
    const { port, person } = open();
    await person.click(await button('Open slskd'));
    expect((await card('slskd')).getByLabelText<HTMLInputElement>('API key').placeholder).toBe('Set on Nov 2. Type to replace.');
    await person.click(await button('Remove API key'));
    await person.click(await button('Remove'));
    await notified('API key removed');
    expect(writes(port.commands())).toEqual([{ verb: 'DELETE', path: 'settings/acquire-svc.slskd/secrets/apiKey' }]);
  });

  it('that fails says why, since when, and when it is tried again; one whose service is away is not called empty', async () => {
    const { person } = open({ 'GET connections': [{ ...slskd, state: 'refused', detail: 'slskd refuses the key' }] });
    await person.click(await button('Open slskd'));
    await says(/^slskd refuses the key\. Since/);
    await person.click(await button('Open MusicBrainz'));
    await says(/^Its service does not answer now/);
  });

  it('that is set up and not used is chosen with one click', async () => {
    const library = section('plex-svc.library', 'Library', [property('servers', text, { value: 'folder' })], { page: 'library' });
    const { port, person } = open({
      'GET settings': [library],
      'GET connections': [connection('jellyfin', { state: 'connected', isInUse: false })],
    });
    await person.click(await button('Open Jellyfin'));
    await person.click(await button('Read the library from Jellyfin'));
    await notified('The library is read from Jellyfin now');
    expect(writes(port.commands())).toEqual([
      { verb: 'PATCH', path: 'settings/plex-svc.library', body: { values: { servers: 'jellyfin' } } },
    ]);
  });
});

describe('the search nearby', () => {
  it('fills in what it found', async () => {
    const { person } = open({ 'POST discoveries': onlySlskd });
    await person.click(await button('Use slskd at http://127.0.0.1:5030'));
    expect((await card('slskd')).getByLabelText<HTMLInputElement>('Address').value).toBe('http://127.0.0.1:5030');
  });

  it('may look at the network once a person allows it', async () => {
    const { port, person } = open();
    await says(/^Nothing found on this machine/);
    await person.click(await screen.findByRole('switch', { name: 'Allow a search of the local network' }));
    await notified('The local network may be searched');
    expect(writes(port.commands())).toEqual([{ verb: 'PATCH', path: 'settings/acquire-svc.discovery', body: { values: { mode: 'lan' } } }]);
  });

  it('shows how far it is, and is stopped', async () => {
    const allowed = { ...nothingFound, howToAllow: null };
    const { port, person } = open({
      'POST discoveries': ({ body }: Sent) => ((body as { reach: string }).reach === 'network' ? unanswered() : allowed),
    });
    await says(/^Nothing found on this machine/);
    await person.click(await button('Find on my network'));
    await screen.findByRole('progressbar', { name: 'Searching your network' });
    const { id } = port.commands().find(({ path, body }) => path === 'discoveries' && (body as { reach: string }).reach === 'network')
      ?.body as { id: string };
    act(() => port.emit('discovery', { id, asked: 5, total: 10, found: 1 }));
    await says(/5 of 10 questions asked, 1 found/);
    await person.click(await button('Stop'));
    expect(port.commands().some(({ verb, path }) => verb === 'DELETE' && path === `discoveries/${id}`)).toBe(true);
  });

  it('says why it could not be made', async () => {
    open({ 'POST discoveries': refused(503, 'acquire-svc is not running.') });
    await says('acquire-svc is not running.');
  });
});

describe('Plex', () => {
  const begun = { 'POST media-server/sign-in': { ...waiting, code: 'AB12' }, 'GET media-server/sign-in/si1': { ...waiting, code: 'AB12' } };

  it('is signed in to with a short code, and one of its servers chosen', async () => {
    const { port, person } = open({ ...begun, 'POST media-server/choose': attic });
    await person.click(await button('Open Plex'));
    await person.click(await button('Sign in with a short code'));
    await says('AB12');
    port.become({ answers: { 'GET media-server/sign-in/si1': signedIn } });
    await says(/^Signed in as ada/);
    const servers = await screen.findByRole('list', { name: 'Servers of the account' });
    await person.click(within(servers).getByRole('button', { name: 'Use it' }));
    await notified('Attic is used now');
    expect(writes(port.commands()).map(({ path, body }) => [path, body])).toEqual([
      ['media-server/sign-in', { kind: 'short' }],
      ['media-server/choose', { serverId: 's1' }],
    ]);
  });

  it('is given up, can not begin, or is lost: each is said', async () => {
    const { port, person } = open(begun);
    await person.click(await button('Open Plex'));
    await person.click(await button('Sign in with a short code'));
    await person.click(await button('Give up'));
    await button('Sign in with Plex');
    expect(writes(port.commands()).at(-1)).toEqual({ verb: 'DELETE', path: 'media-server/sign-in/si1' });
    port.become({ answers: { 'POST media-server/sign-in': refused(503, 'plex.tv does not answer.') } });
    await person.click(await button('Sign in with a short code'));
    await notified('plex.tv does not answer.');
    port.become({ answers: { ...begun, 'GET media-server/sign-in/si1': refused(404, 'There is no such sign-in.') } });
    await person.click(await button('Sign in with a short code'));
    await says(/There is no such sign-in\./);
  });

  it('is reached at another address, which stays in the page when it is refused', async () => {
    const chosen = { ...attic, signedIn: true };
    const { port, person } = open({
      'GET media-server': chosen,
      'POST media-server/choose': refused(409, 'Another server answers there.'),
    });
    await person.click(await button('Open Plex'));
    await person.click(await button('Another address for it'));
    const form = within(await screen.findByRole('form', { name: 'An address of your own' }));
    const address = form.getByLabelText<HTMLInputElement>(/^Address/);
    await person.type(address, 'http://nas.lan:32400');
    await person.click(form.getByRole('button', { name: 'Use it' }));
    await notified('Another server answers there.');
    expect(address.value).toBe('http://nas.lan:32400');
    port.become({ answers: { 'GET media-server': chosen, 'POST media-server/choose': chosen } });
    await person.click(form.getByRole('button', { name: 'Use it' }));
    await notified('Attic is used now');
    expect(address.value).toBe('');
  });
});

it('a fix that belongs elsewhere is saved there, and everything is tried again', async () => {
  const fix = { label: 'Use /downloads', section: 'acquire-svc.downloads', values: { dir: '/downloads' } };
  const step = { step: 'file', ok: false, detail: 'slskd has one.flac, which is not in /srv', advice: null, tookMs: 1, field: null, fix };
  const { port, person } = open({ 'POST connections/slskd/test': { steps: [step] } });
  await person.click(await button('Test slskd'));
  port.become({
    answers: { 'POST connections/slskd/test': { steps: [{ ...step, ok: true, detail: 'one.flac is seen here too', fix: null }] } },
  });
  await person.click(await button('Use /downloads'));
  await says('one.flac is seen here too');
  expect(port.commands().filter(({ path }) => path === 'settings/acquire-svc.downloads')).toEqual([
    { verb: 'PATCH', path: 'settings/acquire-svc.downloads', body: { values: { dir: '/downloads' } } },
  ]);
});

describe('Spotify', () => {
  it.each([
    ['done', 'You are signed in to Spotify.'],
    ['spotify-access-denied', 'Spotify was told not to give access: nothing was changed. Begin again to agree.'],
    ['spotify-code-refused', /^Spotify did not accept the sign-in\./],
    ['unavailable', /^SoulSync could not ask Spotify just now\./],
  ])('says what came of a sign-in that a browser came back from: %s', async (code, words) => {
    const closed = jest.spyOn(window, 'close').mockReturnValue();
    openPage(`/settings/connections?connection=spotify&signIn=${code}`, { answers: settled });
    expect((await screen.findByText(words)).getAttribute('class')).toContain('Alert');
    await button('Close Spotify');
    expect(closed).toHaveBeenCalledTimes(code === 'done' ? 1 : 0);
    closed.mockRestore();
  });

  it('opens its page in a window, which stays; it goes away only where no sign-in could be begun', async () => {
    const closed = jest.fn();
    const location = {
      at: '',
      get href() {
        return 'about:blank'; // until the page is there
      },
      set href(address: string) {
        this.at = address;
      },
    };
    window.open = () => ({ location, close: closed }) as unknown as Window; // all that is used of it
    const { port, person } = open({ 'POST spotify/sign-in': refused(503, 'Spotify does not answer.') });
    await person.click(await button('Open Spotify'));
    await person.click(await button('Sign in to Spotify'));
    await notified('Spotify does not answer.');
    expect(closed).toHaveBeenCalledTimes(1);
    const begun = {
      id: 'si9',
      authorizeUrl: 'https://accounts.spotify.com/authorize?x',
      redirectUri: 'http://127.0.0.1/x',
      expiresAt: '2026-12-01T11:00:00.000Z',
    };
    port.become({ answers: { 'POST spotify/sign-in': begun } });
    await person.click(await button('Sign in to Spotify'));
    await screen.findByLabelText('Paste the address you ended on');
    expect([location.at, closed.mock.calls.length]).toEqual([begun.authorizeUrl, 1]);
  });

  it('is signed in to by the address the browser ended on; a wrong one is told in the form', async () => {
    const begun = {
      id: 'si9',
      authorizeUrl: 'https://accounts.spotify.com/authorize?x',
      redirectUri: 'http://127.0.0.1/api/v1/spotify/callback',
      expiresAt: '2026-12-01T11:00:00.000Z',
    };
    const { port, person } = open({
      'POST spotify/sign-in': begun,
      'POST spotify/sign-in/si9/finish': refused(409, 'There is no answer of Spotify in this address.'),
    });
    await person.click(await button('Open Spotify'));
    await says('http://127.0.0.1/api/v1/spotify/callback');
    window.open = () => null; // as a browser that blocks it
    await person.click(await button('Sign in to Spotify'));
    await person.type(await screen.findByLabelText('Paste the address you ended on'), 'http://127.0.0.1/nothing');
    await person.click(await button('Finish'));
    await says('There is no answer of Spotify in this address.');
    port.become({ answers: { 'POST spotify/sign-in/si9/finish': { ...spotifyAccount, state: 'signed-in', name: 'Ada' } } });
    await person.click(await button('Finish'));
    await notified('Signed in to Spotify as Ada');
  });

  it('shows what the account has, to be ticked, and what it may do', async () => {
    const account = {
      ...spotifyAccount,
      state: 'signed-in',
      signInFrom: 'console',
      name: 'Ada',
      profile: 'dev2026',
      scopes: ['user-library-read'],
      missingScopes: ['user-follow-read'],
    };
    const hidden = { ...liked, id: 'p9', name: 'Not mine', isOwn: false, isReadable: false, entries: null };
    const { port, person } = open({ 'GET spotify/account': account }, { 'spotify/playlists': [liked, hidden] });
    await person.click(await button('Open Spotify'));
    await says('May read: liked songs.');
    await says('Not allowed: followed artists. Sign in again and agree to all of it.');
    await says(/^An app in development mode/);
    await says('812 songs');
    expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: /^Not mine/ })).disabled).toBe(true);
    await person.click(screen.getByRole('checkbox', { name: /^Liked Songs/ }));
    await person.click(await button('Follow 1'));
    await notified(/^1 playlist is followed/);
    expect(writes(port.commands())).toEqual([
      { verb: 'POST', path: 'playlists', body: { source: 'spotify', url: liked.url, start: 'ask' } },
    ]);
  });
});
