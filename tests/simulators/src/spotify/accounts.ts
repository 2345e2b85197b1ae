import { createHash, randomBytes } from 'node:crypto';
import type { Answer, Call } from '../http/simulator-server.js';
import type { Behaviour } from './behaviour.js';

export interface AccountsConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of a consent that was given when it starts. */
  readonly refreshTokens: readonly string[];
  /** As registered; default: any that the rules allow. A loopback one may be registered without its port. */
  readonly redirectUris?: readonly string[];
  /** The user grants no more than these; default: all that are asked for. */
  readonly grants?: readonly string[];
}

interface Code {
  readonly challenge: string | null;
  readonly redirectUri: string;
  readonly scope: string;
  readonly expiresAtMs: number;
}

interface Consent {
  readonly scope: string;
  readonly givenAtMs: number;
}

const TOKEN_MS = 3_600_000;
const CODE_MS = 600_000;
/** Refresh tokens die so long after the consent. */
const CONSENT_MONTHS = 6;
const OLD_SCOPE = 'playlist-read-private playlist-read-collaborative user-library-read user-follow-read user-read-private';

/** accounts.spotify.com: the page that redirects, and the token endpoint with its four flows (apis/spotify.md 3). */
export function accounts(config: AccountsConfig, behaviour: Behaviour, nowMs: () => number) {
  const codes = new Map<string, Code>();
  const consents = new Map<string, Consent>(config.refreshTokens.map((token) => [token, { scope: OLD_SCOPE, givenAtMs: nowMs() }]));
  const access = new Map<string, { expiresAtMs: number; callsLeft: number; isUsers: boolean }>();

  function authorise({ query }: Call): Answer {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== config.clientId) return page('INVALID_CLIENT: Invalid client');
    if (!isRegistered(redirectUri, config.redirectUris)) return page('INVALID_CLIENT: Invalid redirect URI');
    const back = new URL(redirectUri);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    if (!behaviour.approves) {
      behaviour.approves = true;
      back.searchParams.set('error', 'access_denied');
    } else {
      const asked = (query.get('scope') ?? '').split(' ').filter(Boolean);
      const scope = asked.filter((one) => config.grants?.includes(one) ?? true).join(' ');
      const code = `AQC-${randomBytes(12).toString('hex')}`;
      codes.set(code, { challenge: query.get('code_challenge'), redirectUri, scope, expiresAtMs: nowMs() + CODE_MS });
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { Location: back.href } };
  }

  function token(call: Call): Answer {
    const form = new URLSearchParams(call.body.toString('utf8'));
    const basic = `Basic ${Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64')}`;
    const isSecret = call.headers.authorization === basic || form.get('client_secret') === config.clientSecret;
    if (call.headers.authorization !== undefined && call.headers.authorization !== basic)
      return refusal('invalid_client', 'Invalid client secret');
    if (!isSecret && form.get('client_id') !== config.clientId) return refusal('invalid_client', 'Invalid client');
    switch (form.get('grant_type')) {
      case 'authorization_code':
        return exchanged(form, isSecret);
      case 'refresh_token':
        return refreshed(form.get('refresh_token') ?? '');
      case 'client_credentials':
        return isSecret ? granted(null, null, false) : refusal('invalid_client', 'Invalid client secret');
      default:
        return refusal('unsupported_grant_type', 'grant_type parameter is missing');
    }
  }

  function exchanged(form: URLSearchParams, isSecret: boolean): Answer {
    const text = form.get('code') ?? '';
    const code = codes.get(text);
    codes.delete(text); // whatever comes of it: a code is used once
    if (!code || code.expiresAtMs < nowMs()) return refusal('invalid_grant', 'Invalid authorization code');
    if (form.get('redirect_uri') !== code.redirectUri) return refusal('invalid_grant', 'Invalid redirect URI');
    const verifier = form.get('code_verifier');
    if (code.challenge === null ? !isSecret : verifier === null || challengeOf(verifier) !== code.challenge)
      return refusal('invalid_grant', 'code_verifier was incorrect');
    return granted({ scope: code.scope, givenAtMs: nowMs() }, null, true);
  }

  function refreshed(given: string): Answer {
    const consent = consents.get(given);
    if (!consent) return refusal('invalid_grant', 'Refresh token revoked');
    const end = new Date(consent.givenAtMs);
    end.setUTCMonth(end.getUTCMonth() + CONSENT_MONTHS);
    if (nowMs() >= end.getTime()) return refusal('invalid_grant', 'Refresh token expired');
    return granted(consent, given, behaviour.rotates);
  }

  /** `isFresh`: another refresh token comes along, and the one that was given is dead. */
  function granted(consent: Consent | null, given: string | null, isFresh: boolean): Answer {
    const token = `BQD-${randomBytes(20).toString('hex')}`;
    access.set(token, { expiresAtMs: nowMs() + TOKEN_MS, callsLeft: behaviour.tokenCalls, isUsers: consent !== null });
    const body = { access_token: token, token_type: 'Bearer', expires_in: TOKEN_MS / 1000 };
    if (consent === null) return { status: 200, body };
    if (!isFresh) return { status: 200, body: { ...body, scope: consent.scope } };
    const refresh = `AQD-${randomBytes(32).toString('hex')}`;
    if (given !== null) consents.delete(given);
    consents.set(refresh, consent);
    return { status: 200, body: { ...body, scope: consent.scope, refresh_token: refresh } };
  }

  return {
    authorise,
    token,
    /** Who calls with this; null: nobody, the token is dead. Books the call. */
    caller(call: Call): 'user' | 'app' | null {
      const known = access.get((call.headers.authorization ?? '').replace(/^Bearer /, ''));
      if (!known || known.expiresAtMs < nowMs() || known.callsLeft <= 0) return null;
      known.callsLeft -= 1;
      return known.isUsers ? 'user' : 'app';
    },
    revoke(): void {
      consents.clear();
      access.clear();
    },
    /** As after an outage that called good tokens bad: they are good again. */
    forgive(tokens: readonly string[]): void {
      for (const token of tokens) consents.set(token, { scope: OLD_SCOPE, givenAtMs: nowMs() });
    },
  };
}

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

function isRegistered(uri: string, registered: readonly string[] | undefined): boolean {
  if (!/^https:\/\/|^http:\/\/(127\.0\.0\.1|\[::1\])[:/]/.test(uri)) return false;
  return registered === undefined || registered.includes(uri) || registered.includes(uri.replace(/^(http:\/\/[^/]+?):\d+\//, '$1/'));
}

const refusal = (code: string, description: string): Answer => ({ status: 400, body: { error: code, error_description: description } });
const page = (text: string): Answer => ({ status: 400, type: 'text/html', body: `<!doctype html><title>Spotify</title><p>${text}</p>` });
