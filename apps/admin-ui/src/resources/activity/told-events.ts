import type { ActivityRow } from '@soulsync/contracts';
import { capital } from '../../components/capital.js';

/** What a person asked for or gets; everything else is a step on the way to it. */
export const toldEvents = [
  'PlaylistFollowed',
  'PlaylistStarted',
  'EntriesAdded',
  'EntriesRemoved',
  'PlaylistRenamed',
  'PlaylistUnreachable',
  'PlaylistPaused',
  'PlaylistResumed',
  'PlaylistOptionsChanged',
  'PlaylistUnfollowed',
  'RecordingMatched',
  'RecordingMissing',
  'MatchNeedsReview',
  'MatchConfirmed',
  'MatchRejected',
  'MatchLost',
  'TransferChosen',
  'TransferFailed',
  'OfferRefused',
  'AcquisitionWished',
  'WishRetried',
  'WishIgnored',
  'AcquisitionAbandoned',
  'AcquisitionCancelled',
  'AcquisitionFulfilled',
  'PeerBlocked',
  'PeerUnblocked',
  'FileRefused',
  'FilePublished',
  'FilingFailed',
  'RootAccepted',
  'ScanFailed',
  'LibraryLossAccepted',
  'LibraryRetired',
  'MediaServerChosen',
  'MirrorUpdated',
  'MirrorRefused',
  'MirrorRestored',
  'EditApplied',
  'EditUndone',
  'AccountCreated',
  'PasswordChanged',
  'ApiKeyIssued',
  'ApiKeyRevoked',
  'SettingsChanged',
  'SecretSet',
  'SecretRemoved',
] as const;

/** What services do, in words. */
export const areas: Readonly<Record<string, string>> = {
  'catalog-svc': 'Playlists',
  'match-svc': 'Matching',
  'acquire-svc': 'Downloads',
  'organize-svc': 'Files',
  'plex-svc': 'Library',
  gateway: 'Accounts',
};

/** `Playlist followed`. */
export const typeInWords = (type: string): string => {
  const words = type.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return capital(words);
};

const pages: Readonly<Record<string, (id: string) => string>> = {
  'followed-playlist': (id) => `/playlists/${id}/show`,
  'library-album': (id) => `/library-albums/${id}/show`,
  'media-server': () => '/settings',
  settings: () => '/settings',
  root: () => '/system',
};

/** Where what an event is about is shown; null: nowhere. */
export const subjectPage = ({ subjectType, subjectId }: Pick<ActivityRow, 'subjectType' | 'subjectId'>): string | null =>
  pages[subjectType]?.(encodeURIComponent(subjectId)) ?? null;
