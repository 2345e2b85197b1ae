import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { ExternalAnswer, ExternalClient, Secret } from '@soulsync/service-kit';
import { AskedTooOften } from '../../ports/server-account.js';

/** What plex.tv said; only a 401 speaks of a token, and only a 404 of a PIN. */
export type PlexTvAnswer = { readonly kind: 'answered'; readonly body: unknown } | { readonly kind: 'refused' } | { readonly kind: 'gone' };

/** HTTP only. Throws `Unavailable`, and `AskedTooOften` on a 429. */
export interface PlexTvClient {
  get(path: string, options?: { readonly token?: Secret; readonly query?: Readonly<Record<string, string>> }): Promise<PlexTvAnswer>;
  post(path: string, query: Readonly<Record<string, string>>): Promise<PlexTvAnswer>;
}

export function plexTvClient(http: ExternalClient): PlexTvClient {
  return {
    get: (path, { token, query } = {}) =>
      answerOf(() =>
        http.get<unknown>(path, {
          ...(query ? { query } : {}),
          ...(token ? { headers: { 'X-Plex-Token': token.reveal() } } : {}),
        }),
      ),
    post: (path, query) => answerOf(() => http.post<unknown>(path, { query })),
  };
}

async function answerOf(ask: () => Promise<ExternalAnswer<unknown>>): Promise<PlexTvAnswer> {
  try {
    return { kind: 'answered', body: (await ask()).data };
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    if (error.kind === 'unauthorized') return { kind: 'refused' };
    if (error.kind === 'not-found') return { kind: 'gone' };
    if (error.kind === 'rate-limited')
      throw new AskedTooOften('plex.tv', 'plex.tv asks for patience (too many requests)', error.retryAfterMs, { cause: error });
    throw new Unavailable('plex.tv', error.status === null ? error.message : `plex.tv answered ${error.status}; it may be down`, {
      cause: error,
    });
  }
}
