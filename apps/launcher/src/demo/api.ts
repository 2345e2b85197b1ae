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
  async function call(method: string, path: string, body?: object): Promise<Response> {
    const giveUpAt = Date.now() + 30_000;
    for (;;) {
      try {
        const response = await fetch(url + path, {
          method,
          headers: { 'Content-Type': 'application/json', Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
          ...(body ? { body: JSON.stringify(body) } : {}),
          signal: AbortSignal.timeout(20_000),
        });
        if (response.ok) return response;
        if (![500, 502, 503].includes(response.status) || Date.now() > giveUpAt)
          throw new ApiRefused(`${method} ${path}: ${response.status} ${await response.text()}`);
      } catch (error) {
        if (error instanceof ApiRefused || Date.now() > giveUpAt) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const session = await call('POST', '/api/v1/session', { name, password });
  cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    get: async <T>(path: string) => (await (await call('GET', path)).json()) as T, // the shapes are contracts' REST classes
    post: async <T>(path: string, body: object) => (await (await call('POST', path, body)).json()) as T, // likewise
  };
}

class ApiRefused extends Error {}
