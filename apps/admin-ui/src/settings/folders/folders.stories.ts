import { property, section, text } from '../form/form.stories.js';
import type { FolderReport } from '@soulsync/contracts';

export const music: FolderReport = {
  name: 'music',
  path: '/data/music',
  exists: true,
  writable: true,
  uid: 1000,
  gid: 1000,
  freeBytes: 120e9,
  totalBytes: 500e9,
  sameFilesystemAs: 'downloads',
  canHardLink: true,
  longestNameBytes: 255,
  isCaseSensitive: true,
  problems: [],
};
export const downloads: FolderReport = { ...music, name: 'downloads', path: '/data/downloads', sameFilesystemAs: 'music' };
export const wrongFolder: FolderReport = {
  ...music,
  path: '/data/musik',
  exists: false,
  writable: false,
  freeBytes: null,
  totalBytes: null,
  problems: [
    { code: 'folder-missing', detail: 'There is no folder /data/musik here.', fix: 'Mount it into the container, or correct the path.' },
  ],
};

export const files = section(
  'organize-svc.files',
  'Music folder',
  [property('musicDir', text, { label: 'Folder', variable: 'SOULSYNC_MUSIC_DIR', value: '/data/music', source: 'settings' })],
  { page: 'files' },
);
export const downloadFolder = section(
  'acquire-svc.downloads',
  'Download folder',
  [property('dir', text, { label: 'Folder', variable: 'SOULSYNC_DOWNLOAD_DIR', value: '/data/downloads', source: 'settings' })],
  { page: 'files' },
);
