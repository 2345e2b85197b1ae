import type { Kit } from '@soulsync/service-kit';
import { musicPictures } from '../adapters/music-files/music-pictures.js';
import type { PlexConfig } from '../config.js';
import type { PlexServiceSettings } from '../settings.js';
import { ArtworkController, COVER_FILES } from './api/artwork.controller.js';

/** Even a small picture is better than none. */
const LEAST_PIXELS = 32;

/** Pictures of the library for the console. */
export const composeArtwork = (kit: Kit<PlexConfig>, settings: PlexServiceSettings) => ({
  controllers: [ArtworkController],
  providers: [{ provide: COVER_FILES, useValue: musicPictures(settings.musicDir, LEAST_PIXELS, kit.logger, 'throw') }],
  workers: [],
});
