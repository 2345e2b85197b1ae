import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectionTest, Secret } from '@soulsync/service-kit';
import { spotifyTestSteps } from '../../apps/catalog-svc/src/adapters/spotify/spotify-test.js';
import { SpotifySettings } from '../../apps/catalog-svc/src/settings.js';
import { REDIRECT, spotifyLab } from '../support/spotify-lab.js';
import type { SpotifyLab } from '../support/spotify-lab.js';

const DAY_S = 86_400;

let lab: SpotifyLab;
beforeEach(async () => {
  lab = await spotifyLab();
});
afterEach(() => lab.stop());

const begin = () => lab.signIns.start(REDIRECT, lab.context());
const reasonOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown as { reason?: string; params?: { cause?: string }; name: string },
  );
  return error && [error.reason ?? error.name, error.params?.cause].filter(Boolean).join(' ');
};

describe('a sign-in to Spotify', () => {
  it('is done by the pasted address, once, and keeps who it is; the token is in no event', async () => {
    const { id, authorizeUrl, redirectUri } = begin();
    expect(new URL(authorizeUrl).searchParams.get('code_challenge_method')).toBe('S256');
    expect(redirectUri).toBe(REDIRECT);
    const address = await lab.browse(authorizeUrl);
    await lab.signIns.finish(id, address, lab.context());
    expect(lab.account.now()).toMatchObject({ status: 'signed-in', signIn: { name: 'Me', accountId: 'aK7pQ2mZ9x', clientId: 'client' } });
    expect(await reasonOf(lab.signIns.finish(id, address, lab.context()))).toBe('NotFound');
    const { commits } = await lab.store.load({ aggregateType: 'spotify-account', aggregateId: 'spotify' });
    expect(JSON.stringify(commits)).not.toMatch(/AQD-|BQD-|AQC-/);
    expect(await lab.client().me()).toMatchObject({ display_name: 'Me' });
    expect(lab.resumed()).toBe(1);
  });

  it('takes no answer of another sign-in, of another person, of nobody, and goes on', async () => {
    const [one, other] = [begin(), begin()];
    const ofOther = await lab.browse(other.authorizeUrl);
    expect(await reasonOf(lab.signIns.finish(one.id, ofOther, lab.context()))).toBe('spotify-other-sign-in');
    expect(await reasonOf(lab.signIns.finish(other.id, ofOther, lab.context('eve')))).toBe('NotFound');
    expect(await reasonOf(lab.signIns.finish(other.id, REDIRECT, lab.context()))).toBe('spotify-no-answer-in-address');
    expect(await reasonOf(lab.signIns.callback('code=C&state=S'))).toBe('spotify-other-sign-in');
    await lab.signIns.finish(other.id, ofOther, lab.context());
    expect(lab.account.now().status).toBe('signed-in');
  });

  it('is done by the browser itself where it comes back to us', async () => {
    const { id, authorizeUrl } = begin();
    const query = new URL(await lab.browse(authorizeUrl)).search.slice(1);
    expect(await lab.signIns.callback(query)).toBe(id);
    expect(await reasonOf(lab.signIns.callback(query))).toBe('spotify-other-sign-in'); // a reload
  });

  it('that the person or Spotify refuses is over, with the reason', async () => {
    await lab.tell('behave', { approves: false });
    const denied = begin();
    expect(await reasonOf(lab.signIns.finish(denied.id, await lab.browse(denied.authorizeUrl), lab.context()))).toBe(
      'spotify-access-denied',
    );

    const [one, other] = [begin(), begin()]; // the code of one with the verifier of the other
    const code = new URL(await lab.browse(one.authorizeUrl)).searchParams.get('code') ?? '';
    const state = new URL(other.authorizeUrl).searchParams.get('state') ?? '';
    const mixed = `?${new URLSearchParams({ code, state }).toString()}`;
    expect(await reasonOf(lab.signIns.finish(other.id, mixed, lab.context()))).toBe('spotify-code-refused verifier');

    lab.set.clientId = 'nobodys';
    const wrong = begin();
    expect(await lab.browse(wrong.authorizeUrl)).toContain('INVALID_CLIENT');
    const made = `?${new URLSearchParams({ code: 'C', state: new URL(wrong.authorizeUrl).searchParams.get('state') ?? '' }).toString()}`;
    expect(await reasonOf(lab.signIns.finish(wrong.id, made, lab.context()))).toBe('spotify-app-refused client-id');
    lab.set.clientId = null;
    expect(() => begin()).toThrow('client ID');
    expect(lab.account.now().status).toBe('signed-out');
    expect(lab.stored.size).toBe(0);
  });

  it('is over after ten minutes', async () => {
    const { id, authorizeUrl } = begin();
    const address = await lab.browse(authorizeUrl);
    await lab.pass(601);
    expect(await reasonOf(lab.signIns.finish(id, address, lab.context()))).toBe('NotFound');
  });

  it('is refused at once for an address that Spotify does not take', () => {
    expect(() => lab.signIns.start('http://192.168.1.20/callback', lab.context())).toThrow('paste the address');
    expect(() => lab.signIns.start('http://localhost/callback', lab.context())).toThrow('127.0.0.1');
  });
});

describe('the token of a sign-in', () => {
  beforeEach(() => lab.signIn());

  it('is renewed once, however many ask, and what it was rotated to is stored and used', async () => {
    const client = lab.client();
    const first = lab.stored.get('spotify.sign-in');
    await lab.tell('behave', { rotates: true });
    await Promise.all([client.me(), client.me(), lab.client().me()]);
    const second = lab.stored.get('spotify.sign-in');
    expect(second).not.toBe(first);
    await lab.tell('behave', { rotates: false });
    await lab.client().me();
    expect(lab.stored.get('spotify.sign-in')).toBe(second);
  });

  it('is renewed when the access token is used up, and a good one that is called bad is tried again', async () => {
    await lab.tell('behave', { tokenCalls: 1 });
    const client = lab.client();
    await client.me();
    await client.me();
    await lab.tell('fault', { match: '/v1/me', status: 401, times: 2, body: { error: { status: 401, message: 'Invalid access token' } } });
    await client.me();
    expect(lab.slept).toEqual([2_000]);
  });

  it('is shown no more once it was refused, but once a day later', async () => {
    const token = lab.stored.get('spotify.sign-in') ?? '';
    await lab.tell('revoke');
    await expect(lab.client().me()).rejects.toMatchObject({ kind: 'refused' });
    await lab.requests();
    await expect(lab.client().me()).rejects.toThrow('sign in again');
    expect(await lab.requests()).toEqual({});
    expect(lab.stored.get('spotify.sign-in')).toBe(token); // it may have been an outage
    await lab.tell('forgive', { tokens: [token] });
    await lab.pass(DAY_S);
    await lab.client().me();
    expect(await lab.eventTypes()).toEqual(['SpotifySignedIn', 'SpotifySignInRefused', 'SpotifySignInRestored']);
  });

  it('is gone when it is refused again a day later', async () => {
    await lab.pass(190 * DAY_S); // six months and a little
    await expect(lab.client().me()).rejects.toMatchObject({ kind: 'refused' });
    expect(lab.account.now()).toMatchObject({ status: 'refused', cause: 'expired' });
    await lab.pass(DAY_S);
    await expect(lab.client().me()).rejects.toMatchObject({ kind: 'refused' });
    expect(lab.account.now()).toMatchObject({ status: 'ended', cause: 'expired' });
    expect(lab.stored.size).toBe(0);
    await lab.signIn();
    expect(await lab.client().me()).toMatchObject({ id: 'me' });
  });

  it('is of one app: with another client ID a person has to sign in again', async () => {
    lab.set.clientId = 'another';
    await expect(lab.client().me()).rejects.toThrow('another client ID');
  });
});

describe('without a sign-in', () => {
  it('the app asks for itself, and sees no contents', async () => {
    const client = lab.client({ tokens: null, clientSecret: new Secret('secret') });
    await lab.tell('add-playlist', { id: '4aPublicPublicPublicPu', name: 'Public', ownerId: 'other', snapshotId: 's', entries: [] });
    expect(client.isSignedIn).toBe(false);
    expect(await client.playlist('4aPublicPublicPublicPu')).toMatchObject({ name: 'Public' });
    await expect(client.items('4aPublicPublicPublicPu', 0, 50)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(lab.client({ tokens: null, clientSecret: new Secret('wrong') }).me()).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('the test of the connection', () => {
  /** The first step that fails with the setting at fault; null: all is well. */
  async function tested(given: Partial<SpotifySettings> = {}, isSignedIn = true) {
    const settings = Object.assign(new SpotifySettings(), { clientId: 'client', ...given });
    const state = lab.account.now();
    const steps = spotifyTestSteps({
      settings,
      accounts: lab.external('spotify-accounts'),
      client: isSignedIn ? lab.client() : null,
      signedInClientId: state.status === 'signed-out' ? null : state.signIn.clientId,
    });
    const report = await connectionTest(steps, () => lab.clock.monotonicMs());
    const failed = report.steps.find(({ ok }) => ok === false);
    if (failed) expect(failed.advice).not.toBeNull();
    return failed ? [failed.step, failed.field, failed.detail] : null;
  }

  beforeEach(async () => {
    await lab.tell('add-playlist', { id: '4aOwnOwnOwnOwnOwnOwnOw', name: 'Mine', ownerId: 'me', snapshotId: 's', entries: [null] });
  });

  it('finds nothing where all is well, by the client ID alone or with its secret', async () => {
    await lab.signIn();
    expect(await tested()).toBeNull();
    expect(await tested({ clientSecret: new Secret('secret') })).toBeNull();
  });

  it('names what is wrong with the app, before it is saved', async () => {
    expect(await tested({ clientId: '' })).toEqual(['configured', 'clientId', expect.any(String)]);
    expect(await tested({ clientId: 'nobodys' })).toEqual(['credential', 'clientId', expect.any(String)]);
    expect(await tested({ clientSecret: new Secret('wrong') })).toEqual(['credential', 'clientSecret', expect.any(String)]);
    expect(await tested({}, false)).toEqual(['account', null, 'Nobody is signed in to Spotify.']);
  });

  it('names what is wrong with the account', async () => {
    await lab.signIn();
    await lab.tell('behave', { refuses: 'premium' });
    expect(await tested()).toEqual(['account', null, expect.stringContaining('Premium')]);
    await lab.tell('behave', { refuses: 'allowlist' });
    expect(await tested()).toEqual(['account', null, expect.stringContaining('list of users')]);
    await lab.tell('behave', { refuses: null });
    await lab.tell('fault', { match: '/items', status: 403, body: { error: { status: 403, message: 'Forbidden' } } });
    expect(await tested()).toEqual(['content', null, expect.stringContaining('own or collaborate')]);
    await lab.tell('revoke');
    expect(await tested()).toEqual(['account', null, expect.stringContaining('revoked')]);
  });

  it('says it when Spotify can not be reached', async () => {
    await lab.tell('fault', { match: '/api/token', dropConnection: true });
    expect(await tested()).toEqual(['reachable', null, expect.stringContaining('spotify-accounts')]);
  });
});
