import type { Resources } from '@soulsync/service-kit';
import type { PlexConfig } from './config.js';
import { libraryLists } from './library/store/library-lists.js';
import { editLists } from './metadata-edits/store/edit-lists.js';
import { playlistLists } from './playlists/store/playlist-lists.js';

export const plexResources = (config: Pick<PlexConfig, 'libraryProfile' | 'allowLossy'>): Resources => ({
  ...libraryLists(config),
  ...playlistLists,
  ...editLists,
});
