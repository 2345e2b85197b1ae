import { describe, expect, it } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { refused, unanswered } from '../providers/fake-console.js';
import type { Sent } from '../providers/fake-console.js';
import { fourStates } from '../testing/four-states.js';
import { openPage, says, notified } from '../testing/open-page.js';
import { attic, failing, found, nothingFound, notSetUp, signedIn, waiting } from './settings.stories.js';

const page = '/settings';
/** Only one of the two cards finds something. */
const onlySlskd = ({ body }: Sent) => ((body as { for: string }).for === 'slskd' ? found : nothingFound);
const quiet = { 'POST discoveries': nothingFound };
const open = (answers: object) => openPage(page, { answers: { 'GET media-server': attic, ...quiet, ...answers } });
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const mediaServer = (commands: readonly Sent[]) => commands.filter(({ path }) => path !== 'discoveries');

fourStates('the media server', {
  page,
  asks: 'GET media-server',
  around: { answers: quiet },
  full: attic,
  reads: [/^Attic/, 'Connected', /http:\/\/nas\.lan:32400 \(in your network\)/],
  none: notSetUp,
  empty: /^Your Plex server appears here once you sign in/,
  loading: 'Loading how the connection stands',
});

describe('the media server', () => {
  it('that fails says why and what to do', async () => {
    open({ 'GET media-server': failing });
    await says('Nothing answers at nas.lan.');
    await says(/^Is it on\?/);
    await says('Failed');
  });

  it('is tested step by step', async () => {
    const steps = [
      { step: 'reachable', ok: true, detail: 'http://nas.lan:32400', advice: null },
      { step: 'token', ok: false, detail: '401', advice: 'Sign in again' },
      { step: 'paths', ok: null, detail: '', advice: null },
    ];
    const { person } = open({ 'POST media-server/test': { steps } });
    await person.click(await button('Test the connection'));
    await says('The server answers');
    await says('The sign-in was refused');
    await says('401. Sign in again');
    await says(/what comes after the failed step was not tried/);
  });

  it('says why it can not be tested', async () => {
    const { person } = open({ 'POST media-server/test': refused(503, 'plex-svc is not running.') });
    await person.click(await button('Test the connection'));
    await notified('plex-svc is not running.');
    await button('Test the connection');
  });

  it('is used by address and token, which does not stay in the page', async () => {
    const { port, person } = open({ 'GET media-server': notSetUp, 'POST media-server/token': attic });
    await person.click(await button('Another address, or a token of your own'));
    await person.type(await screen.findByLabelText(/^Address of the server/), 'http://nas.lan:32400');
    const token = screen.getByLabelText<HTMLInputElement>(/^Token/);
    await person.type(token, 's3cret');
    await person.click(await button('Use it'));
    await notified('Attic is used now');
    expect(mediaServer(port.commands())).toEqual([
      { verb: 'POST', path: 'media-server/token', body: { url: 'http://nas.lan:32400', token: 's3cret' } },
    ]);
    expect(token.value).toBe('');
  });

  it('keeps what was typed when it is refused', async () => {
    const { person } = open({
      'GET media-server': notSetUp,
      'POST media-server/token': refused(409, 'The server does not take this token.'),
    });
    await person.click(await button('Another address, or a token of your own'));
    await person.type(await screen.findByLabelText(/^Address of the server/), 'http://nas.lan:32400');
    await person.type(screen.getByLabelText(/^Token/), 's3cret');
    await person.click(await button('Use it'));
    await notified('The server does not take this token.');
    expect(screen.getByLabelText<HTMLInputElement>(/^Token/).value).toBe('s3cret');
  });
});

describe('the sign-in at Plex', () => {
  const short = { ...waiting, code: 'AB12' };
  const begun = { 'GET media-server': notSetUp, 'POST media-server/sign-in': short };

  it('shows the code, and the servers once it is approved', async () => {
    const { port, person } = open({ ...begun, 'GET media-server/sign-in/si1': short, 'POST media-server/choose': attic });
    await person.click(await button('Sign in with a short code'));
    await says('AB12');
    port.become({ answers: { 'GET media-server/sign-in/si1': signedIn } });
    await says(/^Signed in as ada/);
    const servers = await screen.findByRole('list', { name: 'Servers of the account' });
    await person.click(within(servers).getByRole('button', { name: 'Use it' }));
    await notified('Attic is used now');
    expect(mediaServer(port.commands()).map(({ path, body }) => [path, body])).toEqual([
      ['media-server/sign-in', { kind: 'short' }],
      ['media-server/choose', { serverId: 's1' }],
    ]);
  });

  it('can be given up', async () => {
    const { port, person } = open({ ...begun, 'GET media-server/sign-in/si1': short });
    await person.click(await button('Sign in with a short code'));
    await person.click(await button('Give up'));
    await button('Sign in with Plex');
    expect(mediaServer(port.commands()).at(-1)).toEqual({ verb: 'DELETE', path: 'media-server/sign-in/si1' });
  });

  it('says why it can not begin', async () => {
    const { person } = open({ ...begun, 'POST media-server/sign-in': refused(503, 'plex.tv does not answer.') });
    await person.click(await button('Sign in with a short code'));
    await notified('plex.tv does not answer.');
  });

  it('that is lost says so instead of waiting for ever', async () => {
    const { person } = open({ ...begun, 'GET media-server/sign-in/si1': refused(404, 'There is no such sign-in.') });
    await person.click(await button('Sign in with a short code'));
    await says(/There is no such sign-in\./);
  });
});

describe('the search for slskd', () => {
  it('shows what it found, and what to set for it', async () => {
    const { person } = open({ 'POST discoveries': onlySlskd });
    await says(/slskd at http:\/\/127\.0\.0\.1:5030/);
    await person.click(await button('Use'));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText(/SOULSYNC_SLSKD_URL=http:\/\/127\.0\.0\.1:5030/);
  });

  it('says when it found nothing, and how the network may be searched', async () => {
    open({});
    await says(/^Nothing found on this machine\./);
    await says('To search the network set SOULSYNC_DISCOVERY=lan.');
  });

  it('shows how far it is, and is stopped', async () => {
    const { port, person } = open({
      'POST discoveries': ({ body }: Sent) => ((body as { reach: string }).reach === 'network' ? unanswered() : found),
    });
    await person.click((await screen.findAllByRole('button', { name: 'Search my network' }))[1] as HTMLElement);
    await screen.findByRole('progressbar', { name: 'Searching your network' });
    const { id } = port.commands().at(-1)?.body as { id: string };
    act(() => port.emit('discovery', { id, asked: 5, total: 10, found: 1 }));
    await says(/5 of 10 questions asked, 1 found/);
    await person.click(await button('Stop'));
    expect(port.commands().at(-1)).toEqual({ verb: 'DELETE', path: `discoveries/${id}` });
  });

  it('says why it could not be made', async () => {
    open({ 'POST discoveries': refused(503, 'acquire-svc is not running.') });
    await says('acquire-svc is not running.');
  });
});
