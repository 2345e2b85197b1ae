import { describe, expect, it } from '@jest/globals';
import type { SpotifyAccountEvent, SpotifySignInEnd } from '@soulsync/contracts';
import { deciding } from '@soulsync/event-store/testing';
import { mayBeTried, spotifyAccount } from './account.js';
import type { SpotifyAccountCommand } from './account.js';
import { foretold, signInEndsAt } from './sign-in-end.js';

const AT = '2026-12-01T12:00:00.000Z';
const LATER = '2026-12-01T18:00:00.000Z';
const NEXT_DAY = '2026-12-02T12:00:00.000Z';
const who = { clientId: 'client', accountId: 'aK7', name: 'Ida', scopes: ['user-library-read'] };

const signIn: SpotifyAccountCommand = { type: 'SignIn', data: { ...who, by: 'account:ann', at: AT } };
const signOut: SpotifyAccountCommand = { type: 'SignOut', data: { by: 'account:ann', at: AT } };
const refusal = (at: string, cause: SpotifySignInEnd = 'revoked'): SpotifyAccountCommand => ({
  type: 'ReportRefused',
  data: { cause, at },
});
const acceptance: SpotifyAccountCommand = { type: 'ReportAccepted', data: { at: NEXT_DAY } };

const signedIn: SpotifyAccountEvent = { type: 'SpotifySignedIn', data: { ...who, authorizedAt: AT, by: 'account:ann' } };
const signedOut: SpotifyAccountEvent = { type: 'SpotifySignedOut', data: { by: 'account:ann', at: AT } };
const refused = (at: string, isFinal = false): SpotifyAccountEvent => ({
  type: 'SpotifySignInRefused',
  data: { cause: 'revoked', isFinal, at },
});

const { given } = deciding(spotifyAccount);

describe('a sign-in to Spotify', () => {
  it('is kept with whom it is of, what was granted and when', () => {
    given().when(signIn).then(signedIn);
    given(signedIn).when(signIn).then(signedIn); // again, which begins the six months anew
  });

  it('is over when a person signs out, and not twice', () => {
    given(signedIn).when(signOut).then(signedOut);
    given(signedIn, signedOut).when(signOut).then();
    given().when(signOut).then();
  });

  it('that is refused is tried no more, but once a day later', () => {
    given(signedIn).when(refusal(AT)).then(refused(AT));
    const { state, when } = given(signedIn, refused(AT));
    expect([mayBeTried(state, LATER), mayBeTried(state, NEXT_DAY)]).toEqual([false, true]);
    when(refusal(LATER)).then();
    when(refusal(NEXT_DAY)).then(refused(NEXT_DAY, true));
  });

  it('that is refused again a day later is over', () => {
    const { state, when } = given(signedIn, refused(AT), refused(NEXT_DAY, true));
    expect(mayBeTried(state, '2027-01-01T00:00:00.000Z')).toBe(false);
    when(refusal('2027-01-01T00:00:00.000Z')).then();
  });

  it('that was called bad by an outage is good again', () => {
    given(signedIn, refused(AT))
      .when(acceptance)
      .then({ type: 'SpotifySignInRestored', data: { at: NEXT_DAY } });
    given(signedIn).when(acceptance).then();
    expect(given(signedIn, refused(AT), { type: 'SpotifySignInRestored', data: { at: NEXT_DAY } }).state).toMatchObject({
      status: 'signed-in',
    });
  });
});

describe('the end of a sign-in', () => {
  it('comes six months after the consent', () => {
    expect(signInEndsAt('2026-12-01T12:00:00.000Z')).toBe('2027-06-01T12:00:00.000Z');
    expect(signInEndsAt('2026-08-31T12:00:00.000Z')).toBe('2027-02-28T12:00:00.000Z');
  });

  it('is foretold 30 days before, and more loudly 7 days before', () => {
    const end = '2027-06-01T12:00:00.000Z';
    expect(foretold(end, '2027-04-01T12:00:00.000Z')).toBeNull();
    expect(foretold(end, '2027-05-02T12:00:00.000Z')).toEqual({ level: 'warning', days: 30 });
    expect(foretold(end, '2027-05-26T12:00:00.000Z')).toEqual({ level: 'error', days: 6 });
    expect(foretold(end, '2027-07-01T12:00:00.000Z')).toEqual({ level: 'error', days: 0 });
  });
});
