import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulated } from '../http/simulator-server.js';
import { startSimulator } from './server.js';

const REDIRECT = 'http://127.0.0.1:8765/api/v1/spotify/callback';
const VERIFIER = 'a'.repeat(64);
const challenge = createHash('sha256').update(VERIFIER).digest('base64url');

let dir: string;
let spotify: Simulated;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-spotify-'));
  spotify = await startSimulator({
    ...{ listen: '127.0.0.1:0', portFile: join(dir, 'port'), profile: 'dev2026', clockRate: 1, playlists: [] },
    ...{ clientId: 'client', clientSecret: 'secret', refreshTokens: ['refresh'], user: { id: 'me', display_name: 'Me' } },
    redirectUris: ['http://127.0.0.1/api/v1/spotify/callback'],
  });
});
afterAll(async () => {
  await spotify.stop();
  await rm(dir, { recursive: true, force: true });
});

const tell = (verb: string, body: object) => fetch(`${spotify.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
async function authorised(more: Record<string, string> = {}) {
  const query = { client_id: 'client', response_type: 'code', redirect_uri: REDIRECT, scope: 'user-library-read', state: 's', ...more };
  const answer = await fetch(
    `${spotify.url}/authorize?${new URLSearchParams({ ...query, code_challenge_method: 'S256', code_challenge: challenge }).toString()}`,
    { redirect: 'manual' },
  );
  return { status: answer.status, text: await answer.text(), to: new URL(answer.headers.get('location') ?? 'http://nowhere').searchParams };
}
async function token(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(`${spotify.url}/api/token`, { method: 'POST', body: new URLSearchParams(form), headers });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}
const byCode = (code: string, verifier = VERIFIER) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, client_id: 'client', code_verifier: verifier });
const refresh = (refreshToken: string) => token({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'client' });

describe('the simulated accounts of Spotify', () => {
  it('send a code back with the state, a loopback address being registered without its port; and take it once, with its verifier', async () => {
    const { status, to } = await authorised();
    expect([status, to.get('state')]).toEqual([302, 's']);
    const code = to.get('code') ?? '';
    expect(await byCode(code)).toMatchObject({ status: 200, scope: 'user-library-read', refresh_token: expect.stringMatching(/^AQD-/) });
    expect(await byCode(code)).toMatchObject({ status: 400, error: 'invalid_grant', error_description: 'Invalid authorization code' });
    expect(await byCode((await authorised()).to.get('code') ?? '', 'b'.repeat(64))).toMatchObject({
      ...{ status: 400, error: 'invalid_grant', error_description: 'code_verifier was incorrect' },
    });
  });

  it('show a page instead of redirecting where the client or the address is none they know', async () => {
    for (const wrong of [{ client_id: 'other' }, { redirect_uri: 'http://localhost:8765/x' }, { redirect_uri: 'http://192.168.1.2/x' }]) {
      const { status, text } = await authorised(wrong);
      expect([status, text]).toEqual([400, expect.stringContaining('INVALID_CLIENT')]);
    }
  });

  it('say it when the person says no', async () => {
    await tell('behave', { approves: false });
    expect((await authorised()).to.get('error')).toBe('access_denied');
  });

  it('refresh with and without another token, and know a rotated one no more', async () => {
    expect(await refresh('refresh')).not.toHaveProperty('refresh_token');
    await tell('behave', { rotates: true });
    const next = String((await refresh('refresh'))['refresh_token']);
    await tell('behave', { rotates: false });
    expect(await refresh('refresh')).toMatchObject({ status: 400, error_description: 'Refresh token revoked' });
    expect(await refresh(next)).toMatchObject({ status: 200 });
    await tell('clock', { advanceS: 190 * 86_400 });
    expect(await refresh(next)).toMatchObject({ status: 400, error: 'invalid_grant', error_description: 'Refresh token expired' });
  });

  it('give an app a token of its own for its secret alone', async () => {
    const form = { grant_type: 'client_credentials' };
    const secret = (text: string) => ({ Authorization: `Basic ${Buffer.from(`client:${text}`).toString('base64')}` });
    expect(await token(form, secret('secret'))).toMatchObject({ status: 200, expires_in: 3600 });
    expect(await token(form, secret('wrong'))).toMatchObject({ status: 400, error: 'invalid_client' });
    expect(await token({ ...form, client_id: 'client' })).toMatchObject({ status: 400, error: 'invalid_client' });
  });
});
