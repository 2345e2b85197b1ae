import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '@soulsync/event-store';
import { Explained } from '../terminal.js';

/** The demo uses the product as a person would: over its API. */
export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
}

export interface Entry {
  readonly id: string;
  readonly position: number;
  readonly title: string;
  readonly artists: readonly string[];
  readonly state: string;
  readonly stage: string | null;
  readonly reason: string;
  readonly path: string | null;
  readonly libraryTrackId: string | null;
}

export interface Login {
  readonly name: string;
  readonly password: string;
}

/** How long a gateway that is away is waited for, as `performance.now()` has it. */
export interface Patience {
  readonly untilMs: number;
}

/** Answers of a gateway, or of a part behind it, that is about to come back, or that wants to be asked less often. */
const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const AGAIN_MS = 300;
const LONGEST_WAIT_MS = 10_000;
const SESSION = '/api/v1/session';

/**
 * Signs in; every later call carries the session. Parts may be killed at any moment: a call is repeated for as long as the demo lasts, each
 * under one key, so that the gateway knows it again. A session that is no longer known is got anew. Throws Explained.
 */
export async function signIn(url: string, login: Login, patience: Patience): Promise<Api> {
  let cookie = '';

  async function once(method: string, path: string, key: string, body?: object): Promise<Answer> {
    return asked(url + path, {
      method,
      headers: { 'Content-Type': 'application/json', Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', 'Idempotency-Key': key },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  async function call(method: string, path: string, body?: object): Promise<Answer> {
    const key = randomUUID();
    let trouble = '';
    for (let renewed = false; performance.now() < patience.untilMs;) {
      let waitMs = AGAIN_MS;
      try {
        const { response, text } = await once(method, path, key, body);
        if (response.ok) return { response, text };
        trouble = `${response.status} ${text}`;
        const isStale = response.status === 401 && path !== SESSION && !renewed;
        if (isStale) {
          await renew();
          renewed = true;
          continue;
        }
        if (!passing.has(response.status)) throw new Explained(`${method} ${path}: ${trouble}`);
        waitMs = Math.min(LONGEST_WAIT_MS, Math.max(AGAIN_MS, Number(response.headers.get('retry-after') ?? 0) * 1_000 || 0));
      } catch (error) {
        if (error instanceof Explained) throw error;
        trouble = messageOf(error); // refused, reset, or not answered in time
      }
      await delay(waitMs);
    }
    throw new Explained(
      `the gateway did not answer ${method} ${path} for as long as the demo waits (${trouble}); the logs in the data folder say why`,
    );
  }

  async function renew(): Promise<void> {
    const { response } = await call('POST', SESSION, login);
    cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  await renew();
  return {
    get: async <T>(path: string) => JSON.parse((await call('GET', path)).text) as T, // the shapes are contracts' REST classes
    post: async <T>(path: string, body: object) => JSON.parse((await call('POST', path, body)).text) as T, // likewise
  };
}

interface Answer {
  readonly response: Response;
  readonly text: string;
}

const ANSWER_MS = 20_000;

/** A timer of its own: a time-out signal may be collected before it fires (nodejs/node#57736). */
async function asked(url: string, init: RequestInit): Promise<Answer> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ANSWER_MS);
  try {
    const response = await fetch(url, { ...init, signal: over.signal });
    return { response, text: await response.text() };
  } finally {
    clearTimeout(timer);
  }
}
