import { expect, it } from '@jest/globals';
import type { ConnectionReport, HealthIssueReport } from '@soulsync/contracts';
import type { SpotifyAccount } from '../domain/account/account.js';
import { spotifyStanding } from './spotify-standing.js';
import type { Seen } from './spotify-standing.js';

const signIn = { clientId: 'client', accountId: 'a', name: 'Ida', scopes: [], authorizedAt: '2026-12-01T12:00:00.000Z' };
const signedIn: SpotifyAccount = { status: 'signed-in', signIn };
const connection = (state: ConnectionReport['state']): ConnectionReport => ({
  ...{ system: 'spotify', state, since: '2026-12-01T13:00:00.000Z', detail: state === 'failing' ? 'no answer' : null, nextTryAt: null },
});
const issue = (code: HealthIssueReport['code']): HealthIssueReport => ({
  ...{ code, level: 'warning', params: { detail: '' }, message: 'It is so.', advice: 'Do so.', since: '2026-12-01T14:00:00.000Z' },
});
const seen = (more: Partial<Seen>): Seen => ({
  ...{ clientId: 'client', hasSecret: false, isFromEnvironment: false, account: signedIn, connection: connection('ok'), issues: [] },
  since: '2026-12-01T12:00:00.000Z',
  ...more,
});

it.each([
  ['unconfigured', seen({ clientId: null })],
  ['connected', seen({})],
  ['connecting', seen({ connection: null })],
  ['unreachable', seen({ connection: connection('failing') })],
  ['refused', seen({ account: { status: 'signed-out' } })],
  ['degraded', seen({ account: { status: 'signed-out' }, hasSecret: true })],
  ['connected', seen({ account: { status: 'signed-out' }, isFromEnvironment: true })],
  ['refused', seen({ account: { status: 'ended', signIn, cause: 'expired' } })],
  ['refused', seen({ issues: [issue('spotify-refuses')] })],
  ['degraded', seen({ issues: [issue('spotify-rate-limited')], connection: connection('failing') })],
  ['degraded', seen({ issues: [issue('spotify-sign-in-ends')] })],
] as const)('Spotify is %s by what is known of it', (state, given) => {
  expect(spotifyStanding(given)).toMatchObject({ state });
});

it('says whose account it is, and why it is not as it should be', () => {
  expect(spotifyStanding(seen({ issues: [issue('spotify-refuses')] }))).toMatchObject({
    ...{ facts: 'Ida', code: 'spotify-refuses', detail: 'It is so.', since: '2026-12-01T14:00:00.000Z', isInUse: true },
  });
});
