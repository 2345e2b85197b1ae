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

/** Signs in; every later call carries the session. Parts may be down for a moment (503, refused): calls are repeated for half a minute. */
export async function signIn(url: string, name: string, password: string): Promise<Api> {
  let cookie = '';
  async function call(method: string, path: string, body?: object): Promise<Answer> {
    const giveUpAt = Date.now() + 30_000;
    for (;;) {
      try {
        const answer = await asked(url + path, {
          method,
          headers: { 'Content-Type': 'application/json', Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        if (answer.response.ok) return answer;
        if (![500, 502, 503].includes(answer.response.status) || Date.now() > giveUpAt)
          throw new ApiRefused(`${method} ${path}: ${answer.response.status} ${answer.text}`);
      } catch (error) {
        if (error instanceof ApiRefused || Date.now() > giveUpAt) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const session = await call('POST', '/api/v1/session', { name, password });
  cookie = (session.response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
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

class ApiRefused extends Error {}
