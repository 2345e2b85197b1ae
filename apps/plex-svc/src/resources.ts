import type { Resources } from '@soulsync/service-kit';
import { libraryLists } from './library/store/library-lists.js';
import type { WantedQuality } from './library/store/library-lists.js';
import { editLists } from './metadata-edits/store/edit-lists.js';
import { playlistLists } from './playlists/store/playlist-lists.js';

export const plexResources = (wanted: WantedQuality): Resources => ({
  ...libraryLists(wanted),
  ...playlistLists,
  ...editLists,
});
