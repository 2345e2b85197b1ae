import type { DomainEvent, EventEnvelope } from './envelope.js';
import type { AcquisitionEvent, PeerEvent } from './acquire/acquisition.js';
import type { FollowedPlaylistEvent } from './catalog/followed-playlist.js';
import type { RecordingIdentityEvent } from './catalog/recording-identity.js';
import type { SpotifyAccountEvent } from './catalog/spotify-account.js';
import type { WantedRecordingEvent } from './catalog/wanted-recording.js';
import type { AccountEvent } from './gateway/account.js';
import type { MatchEvent } from './match/match.js';
import type { FilingEvent } from './organize/filing.js';
import type { RootEvent } from './organize/root.js';
import type { LibraryAlbumEvent, LibraryEvent, LibraryScanEvent } from './plex/library.js';
import type { MediaServerEvent } from './plex/media-server.js';
import type { MirrorBackupEvent, MirroredPlaylistEvent } from './plex/mirrored-playlist.js';
import type { MetadataEditEvent } from './plex/metadata-edit.js';
import type { SettingsEvent } from './settings.js';

/** Which events each aggregate type publishes; the aggregate type is the middle token of the subject. */
export interface PublishedEvents {
  'followed-playlist': FollowedPlaylistEvent;
  'recording-identity': RecordingIdentityEvent;
  'spotify-account': SpotifyAccountEvent;
  'wanted-recording': WantedRecordingEvent;
  match: MatchEvent;
  acquisition: AcquisitionEvent;
  peer: PeerEvent;
  filing: FilingEvent;
  root: RootEvent;
  'library-album': LibraryAlbumEvent;
  library: LibraryEvent;
  'library-scan': LibraryScanEvent;
  'media-server': MediaServerEvent;
  'mirrored-playlist': MirroredPlaylistEvent;
  'mirror-backup': MirrorBackupEvent;
  'metadata-edit': MetadataEditEvent;
  account: AccountEvent;
  settings: SettingsEvent;
}

export type AggregateType = keyof PublishedEvents;
export type PublishedEvent = PublishedEvents[AggregateType];
/** The event of a given type, e.g. `EventOf<'TransferFinished'>`. */
export type EventOf<T extends PublishedEvent['type']> = Extract<PublishedEvent, { type: T }>;

/** An envelope whose `type` tells its `data`. */
export type EnvelopeOf<E extends DomainEvent> = E extends DomainEvent ? EventEnvelope<E> : never;
export type PublishedEnvelope = EnvelopeOf<PublishedEvent>;

/** Reads a stored envelope as the published union. Types and versions are settled by the store's upcasters; fields are not checked on the replay road. */
export const published = (event: EventEnvelope): PublishedEnvelope =>
  // Safe for a `switch` on `type`: a type that is not in the union falls through to the reader's default.
  event as unknown as PublishedEnvelope;
