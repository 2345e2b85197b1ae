import type { ServerPictures } from '../../artwork/ports/server-pictures.js';
import { NOT_FOUND, SubsonicRefusal } from './subsonic-client.js';
import type { SubsonicClient } from './subsonic-client.js';
import { textOf } from './subsonic-wire.js';

/** Pictures of a Subsonic: an album or artist names its own. A server that draws one for whatever has none (Navidrome) does not say so. */
export const subsonicPictures = (client: SubsonicClient): ServerPictures => ({
  async picture(kind, key) {
    try {
      const answer = await client.read(kind === 'album' ? 'getAlbum' : 'getArtist', { id: key });
      const name = textOf((kind === 'album' ? answer.album : answer.artist)?.coverArt);
      return name === null ? null : await client.picture(name);
    } catch (error) {
      if (error instanceof SubsonicRefusal && error.code === NOT_FOUND) return null;
      throw error;
    }
  },
});
