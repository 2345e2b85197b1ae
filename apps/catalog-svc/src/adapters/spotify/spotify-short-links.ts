import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { ExternalClient } from '@soulsync/service-kit';
import type { ShortLinks } from '../../playlists/ports/short-links.js';

/** The only hosts that are asked, and the only one a short link may lead to (apis/spotify.md 4). */
const HOSTS = ['spotify.link', 'spotify.app.link'] as const;
const TARGET = 'open.spotify.com';

/** One request to a known host, whose redirect is read and not followed. */
export function spotifyShortLinks(clientOf: (host: (typeof HOSTS)[number]) => ExternalClient): ShortLinks {
  return {
    async resolve(text) {
      const url = new URL(text);
      const host = HOSTS.find((one) => one === url.hostname);
      if (host === undefined || url.protocol !== 'https:') return null;
      const location = await redirectOf(clientOf(host), url.pathname);
      const target = location === null ? null : parsed(location);
      return target?.protocol === 'https:' && target.hostname === TARGET ? target.href : null;
    },
  };
}

/** null: it leads nowhere. */
async function redirectOf(client: ExternalClient, path: string): Promise<string | null> {
  try {
    const { status, headers } = await client.get(path, { answersRedirects: true });
    return status >= 300 ? (headers['location'] ?? null) : null;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    if (error.isTransient)
      throw new Unavailable(
        'spotify',
        'Spotify’s short links do not answer: try again, or open the link and copy the address it leads to',
        { cause: error },
      );
    return null;
  }
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
