import type { ExternalConnection } from '@soulsync/contracts';
import type { Story } from '../providers/fake-console.js';
import { notSetUp, nothingFound } from './connections/plex.stories.js';
import { downloadFolder, downloads, files, music } from './folders/folders.stories.js';
import { address, property, secret, section, text, transfers } from './form/form.stories.js';

export const slskdSection = section(
  'acquire-svc.slskd',
  'slskd',
  [
    property('url', address, { label: 'Address', help: 'Where slskd answers.', variable: 'SOULSYNC_SLSKD_URL' }),
    property('apiKey', secret, {
      label: 'API key',
      isSecret: true,
      isSet: true,
      source: 'settings',
      variable: 'SOULSYNC_SLSKD_API_KEY',
      changedAt: '2026-11-02T10:00:00.000Z',
      changedBy: 'Ada',
    }),
    property('downloadDir', text, { label: 'Its download folder, seen from here', variable: 'SOULSYNC_DOWNLOAD_DIR' }),
  ],
  { page: 'connections' },
);

export const discovery = section(
  'acquire-svc.discovery',
  'Discovery',
  [
    property(
      'mode',
      { ...text, enum: ['off', 'loopback', 'lan'] },
      { label: 'Look on', value: 'loopback', default: 'loopback', variable: 'SOULSYNC_DISCOVERY' },
    ),
  ],
  { page: 'connections' },
);

export const jellyfinSection = section(
  'plex-svc.jellyfin',
  'Jellyfin',
  [property('url', address, { label: 'Address', variable: 'SOULSYNC_JELLYFIN_URL' })],
  { page: 'connections' },
);

export const librarySection = section(
  'plex-svc.library',
  'Library',
  [property('servers', text, { label: 'Read from', value: 'folder', default: 'folder', variable: 'SOULSYNC_LIBRARY_SERVER' })],
  { page: 'library' },
);

export const filingSection = section(
  'organize-svc.filing',
  'Filing',
  [property('filingPollMs', text, { label: 'Look every', isAdvanced: true })],
  {
    page: 'files',
    help: 'Files are named like Mara Venn/Night Ferry.flac.',
  },
);

export const connection = (id: ExternalConnection['id'], more: Partial<ExternalConnection> = {}): ExternalConnection => ({
  id,
  service: 'acquire-svc',
  section: null,
  state: 'unconfigured',
  since: '2026-11-01T10:00:00.000Z',
  code: null,
  detail: null,
  nextTryAt: null,
  facts: null,
  isInUse: true,
  ...more,
});

export const slskd = connection('slskd', { section: 'acquire-svc.slskd' });
export const slskdUp = { ...slskd, state: 'connected' as const, facts: '0.24.1 at slskd:5030' };

export const spotifyAccount = {
  state: 'signed-out',
  signInFrom: null,
  name: null,
  accountId: null,
  profile: null,
  trouble: null,
  scopes: [],
  missingScopes: [],
  signInEndsAt: null,
  callsUsed: 3,
  callsPerDay: 500,
  quotaExceededUntil: null,
};

export const liked = {
  id: 'liked',
  name: 'Liked Songs',
  url: 'https://open.spotify.com/collection/tracks',
  ownerName: 'Ada',
  isOwn: true,
  isReadable: true,
  entries: 812,
  isFollowed: false,
};

export const users = [
  { id: 'a1', name: 'Ada', role: 'admin', createdAt: '2026-11-01T10:00:00.000Z', lastSeenAt: '2026-11-30T10:00:00.000Z', isYou: true },
  { id: 'a2', name: 'Bo', role: 'viewer', createdAt: '2026-11-02T10:00:00.000Z', lastSeenAt: null, isYou: false },
];

export const settled: NonNullable<Story['answers']> = {
  'GET settings': [transfers, slskdSection, discovery, files, downloadFolder, jellyfinSection, librarySection, filingSection],
  'GET connections': [connection('spotify'), slskd, connection('plex'), connection('jellyfin', { section: 'plex-svc.jellyfin' })],
  'GET folders': [music, downloads],
  'GET media-server': notSetUp,
  'GET spotify/account': spotifyAccount,
  'POST discoveries': nothingFound,
};
