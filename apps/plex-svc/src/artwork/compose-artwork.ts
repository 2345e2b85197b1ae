import type { Kit } from '@soulsync/service-kit';
import { musicPictures } from '../adapters/music-files/music-pictures.js';
import type { PlexConfig } from '../config.js';
import type { PlexServiceSettings } from '../settings.js';
import { ArtworkController, PICTURE_PLACES } from './api/artwork.controller.js';
import type { PicturedServer } from './ports/server-pictures.js';
import { artworkFiles, pictureKeys } from './store/artwork-files.js';
import type { PicturePlaces } from './workers/find-picture.js';

/** Even a small picture is better than none. */
const LEAST_PIXELS = 32;

/** Pictures of the library for the console. */
export function composeArtwork(kit: Kit<PlexConfig>, settings: PlexServiceSettings, servers: () => readonly PicturedServer[]) {
  const places: PicturePlaces = {
    files: (kind, id) => artworkFiles(kit.dataSource, kind, id),
    keys: (kind, id) => pictureKeys(kit.dataSource, kind, id),
    covers: musicPictures(settings.musicDir, LEAST_PIXELS, kit.logger, 'throw'),
    servers,
  };
  return { controllers: [ArtworkController], providers: [{ provide: PICTURE_PLACES, useValue: places }], workers: [] };
}
