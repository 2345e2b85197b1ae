import type { ServerPictures } from '../../artwork/ports/server-pictures.js';
import type { JellyfinClient } from './jellyfin-client.js';

/** As large as any page shows one. */
const WIDTH = '640';

/** Pictures of a Jellyfin; albums and artists are items alike. */
export const jellyfinPictures = (client: JellyfinClient): ServerPictures => ({
  picture: (_kind, key) => client.picture(`/Items/${encodeURIComponent(key)}/Images/Primary`, { maxWidth: WIDTH, quality: '90' }),
});
