import { loadedPage } from './layout/loaded-page.js';

/** Every page but the first is loaded when it is opened. */
export const AccountPage = loadedPage(async () => ({ default: (await import('./settings/access/AccountPage.js')).AccountPage }));
export const AcquisitionList = loadedPage(async () => ({
  default: (await import('./resources/acquisitions/AcquisitionList.js')).AcquisitionList,
}));
export const ActivityList = loadedPage(async () => ({ default: (await import('./resources/activity/ActivityList.js')).ActivityList }));
export const AlbumPage = loadedPage(async () => ({ default: (await import('./resources/library/AlbumPage.js')).AlbumPage }));
export const ArtistPage = loadedPage(async () => ({ default: (await import('./resources/library/ArtistPage.js')).ArtistPage }));
export const FirstRun = loadedPage(async () => ({ default: (await import('./first-run/FirstRun.js')).FirstRun }));
export const FollowPlaylist = loadedPage(async () => ({
  default: (await import('./resources/playlists/FollowPlaylist.js')).FollowPlaylist,
}));
export const LibraryAlbumList = loadedPage(async () => ({
  default: (await import('./resources/library/LibraryAlbumList.js')).LibraryAlbumList,
}));
export const LibraryArtistList = loadedPage(async () => ({
  default: (await import('./resources/library/LibraryArtistList.js')).LibraryArtistList,
}));
export const LibraryTrackList = loadedPage(async () => ({
  default: (await import('./resources/library/LibraryTrackList.js')).LibraryTrackList,
}));
export const MetadataEditsPage = loadedPage(async () => ({
  default: (await import('./metadata-edits/MetadataEditsPage.js')).MetadataEditsPage,
}));
export const ParkedEventList = loadedPage(async () => ({
  default: (await import('./resources/parked-events/ParkedEventList.js')).ParkedEventList,
}));
export const PlaylistList = loadedPage(async () => ({ default: (await import('./resources/playlists/PlaylistList.js')).PlaylistList }));
export const PlaylistShow = loadedPage(async () => ({ default: (await import('./resources/playlists/PlaylistShow.js')).PlaylistShow }));
export const RecordingPage = loadedPage(async () => ({ default: (await import('./recordings/RecordingPage.js')).RecordingPage }));
export const ReviewPage = loadedPage(async () => ({ default: (await import('./resources/matches/ReviewPage.js')).ReviewPage }));
export const SettingsPage = loadedPage(async () => ({ default: (await import('./settings/SettingsPage.js')).SettingsPage }));
export const SystemPage = loadedPage(async () => ({ default: (await import('./system/SystemPage.js')).SystemPage }));
export const WishList = loadedPage(async () => ({ default: (await import('./resources/wishes/WishList.js')).WishList }));
