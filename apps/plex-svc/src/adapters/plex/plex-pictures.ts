import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { ServerPictures } from '../../artwork/ports/server-pictures.js';
import type { PlexClient } from './plex-client.js';

/** Pictures of a Plex: an item names where its own lies. */
export function plexPictures(client: PlexClient): ServerPictures {
  async function thumbOf(key: string): Promise<unknown> {
    try {
      const { Metadata: found } = await client.container(`/library/metadata/${encodeURIComponent(key)}`);
      return Array.isArray(found) ? (found[0] as { thumb?: unknown } | undefined)?.thumb : undefined;
    } catch (error) {
      if (error instanceof Unavailable && error.cause instanceof ExternalError && error.cause.kind === 'not-found') return undefined;
      throw error;
    }
  }

  return {
    async picture(_kind, key) {
      const thumb = await thumbOf(key);
      return isOfServer(thumb) ? client.picture(thumb) : null;
    },
  };
}

/** An address elsewhere is not asked: it would get our token. */
export const isOfServer = (thumb: unknown): thumb is string =>
  typeof thumb === 'string' && /^\/(library|playlists)\//.test(thumb) && !/\.\.|\/\//.test(thumb);
