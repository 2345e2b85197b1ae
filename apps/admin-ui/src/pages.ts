import { lazy } from 'react';

/** Every page but the first is loaded when it is opened. */
export const AccountPage = lazy(async () => ({ default: (await import('./settings/access/AccountPage.js')).AccountPage }));
export const AcquisitionList = lazy(async () => ({
  default: (await import('./resources/acquisitions/AcquisitionList.js')).AcquisitionList,
}));
export const ActivityList = lazy(async () => ({ default: (await import('./resources/activity/ActivityList.js')).ActivityList }));
export const AlbumPage = lazy(async () => ({ default: (await import('./resources/library/AlbumPage.js')).AlbumPage }));
export const ArtistPage = lazy(async () => ({ default: (await import('./resources/library/ArtistPage.js')).ArtistPage }));
export const FirstRun = lazy(async () => ({ default: (await import('./first-run/FirstRun.js')).FirstRun }));
export const FollowPlaylist = lazy(async () => ({ default: (await import('./resources/playlists/FollowPlaylist.js')).FollowPlaylist }));
export const LibraryAlbumList = lazy(async () => ({ default: (await import('./resources/library/LibraryAlbumList.js')).LibraryAlbumList }));
export const LibraryArtistList = lazy(async () => ({
  default: (await import('./resources/library/LibraryArtistList.js')).LibraryArtistList,
}));
export const LibraryTrackList = lazy(async () => ({ default: (await import('./resources/library/LibraryTrackList.js')).LibraryTrackList }));
export const MetadataEditsPage = lazy(async () => ({ default: (await import('./metadata-edits/MetadataEditsPage.js')).MetadataEditsPage }));
export const ParkedEventList = lazy(async () => ({
  default: (await import('./resources/parked-events/ParkedEventList.js')).ParkedEventList,
}));
export const PlaylistList = lazy(async () => ({ default: (await import('./resources/playlists/PlaylistList.js')).PlaylistList }));
export const PlaylistShow = lazy(async () => ({ default: (await import('./resources/playlists/PlaylistShow.js')).PlaylistShow }));
export const RecordingPage = lazy(async () => ({ default: (await import('./recordings/RecordingPage.js')).RecordingPage }));
export const ReviewPage = lazy(async () => ({ default: (await import('./resources/matches/ReviewPage.js')).ReviewPage }));
export const SettingsPage = lazy(async () => ({ default: (await import('./settings/SettingsPage.js')).SettingsPage }));
export const SystemPage = lazy(async () => ({ default: (await import('./system/SystemPage.js')).SystemPage }));
export const WishList = lazy(async () => ({ default: (await import('./resources/wishes/WishList.js')).WishList }));
