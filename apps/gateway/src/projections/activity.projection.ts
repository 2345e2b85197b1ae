import { published } from '@soulsync/contracts';
import type { ActivityRow, AggregateType, EventEnvelope } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredActivity = Omit<ActivityRow, 'subject'>;

const serviceOf: Readonly<Record<string, string>> = {
  'followed-playlist': 'catalog-svc',
  'wanted-recording': 'catalog-svc',
  match: 'match-svc',
  acquisition: 'acquire-svc',
  peer: 'acquire-svc',
  filing: 'organize-svc',
  root: 'organize-svc',
  library: 'plex-svc',
  'library-album': 'plex-svc',
  'library-scan': 'plex-svc',
  'media-server': 'plex-svc',
  'mirrored-playlist': 'plex-svc',
  'mirror-backup': 'plex-svc',
  'metadata-edit': 'plex-svc',
  account: 'gateway',
};

/** Each service has its own, under its name. */
const OWN_SETTINGS = 'settings' satisfies AggregateType;

/** Everything that happened, newest first, in words. */
export const activityProjection = projection<StoredActivity>({
  name: 'activity',
  version: 6,
  key: 'id',
  columns: {
    id: 'text',
    at: 'timestamptz',
    type: 'text',
    service: 'text',
    text: 'text',
    subjectType: 'text',
    subjectId: 'text',
    actor: 'text',
    correlationId: 'text',
  },
  indexes: ['("at" DESC)', '("subjectId")', '("correlationId")'],
  keys: (event) => (event.aggregateType in serviceOf || event.aggregateType === OWN_SETTINGS ? [event.id] : []),
  evolve: (_row, event) => ({
    id: event.id,
    at: event.time,
    type: event.type,
    service: event.aggregateType === OWN_SETTINGS ? event.aggregateId : (serviceOf[event.aggregateType] ?? ''),
    text: sentence(event),
    subjectType: event.aggregateType,
    subjectId: event.aggregateId,
    actor: event.actor,
    correlationId: event.correlationId,
  }),
});

const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : what.endsWith('y') ? '' : 's'}`;

function sentence(envelope: EventEnvelope): string {
  const event = published(envelope);
  switch (event.type) {
    case 'PlaylistFollowed':
      return `Follows "${event.data.name}"`;
    case 'PlaylistStarted':
      return 'A playlist was started';
    case 'PlaylistSnapshotTaken':
      return `Read a playlist of ${many(event.data.entryCount, 'track')}`;
    case 'EntriesAdded':
      return `${many(event.data.entries.length, 'track')} came onto a playlist`;
    case 'EntriesRemoved':
      return `${many(event.data.entries.length, 'track')} left a playlist`;
    case 'EntriesMoved':
      return `${many(event.data.moves.length, 'track')} moved within a playlist`;
    case 'PlaylistRenamed':
      return `A playlist is now called "${event.data.name}"`;
    case 'PlaylistUnreachable':
      return `A playlist could not be read: ${event.data.detail}`;
    case 'PlaylistPaused':
      return 'A playlist was paused';
    case 'PlaylistResumed':
      return 'A playlist was resumed';
    case 'PlaylistOptionsChanged':
      return `A playlist is read every ${many(event.data.refreshEveryMinutes, 'minute')} from now on`;
    case 'PlaylistUnfollowed':
      return 'A playlist is no longer followed';
    case 'OriginAdded':
      return event.data.origin.kind === 'person' ? 'A person wants it' : 'Wanted by one more entry of a playlist';
    case 'OriginRemoved':
      return event.data.origin.kind === 'person' ? 'A person no longer wants it' : 'No longer wanted by an entry of a playlist';
    case 'RecordingsMerged':
      return 'Is the same recording as another one';
    case 'RecordingSplit':
      return 'A recording of its own was split from it';
    case 'EntriesReidentified':
      return 'Entries of a playlist are another recording from now on';
    case 'DescriptionEnriched':
      return 'More is known of it from another source';
    case 'RecordingReleased':
      return 'May be fetched';
    case 'RecordingWithheld':
      return 'May no longer be fetched: only playlists that are not started want it';
    case 'RecordingNoLongerWanted':
      return 'No longer wanted';
    case 'RecordingWanted':
      return `Wants ${event.data.recording.artists[0]?.name ?? 'unknown'} – ${event.data.recording.title}`;
    case 'RecordingMatched':
      return `Found in the library (${event.data.rule}, ${Math.round(event.data.confidence * 100)} %)`;
    case 'RecordingMissing':
      return `Not in the library (${event.data.rule})`;
    case 'MatchNeedsReview':
      return `A person should look at a match (${event.data.rule})`;
    case 'MatchConfirmed':
      return 'A match was confirmed by hand';
    case 'MatchRejected':
      return 'A match was rejected by hand';
    case 'AcquisitionRequested':
      return `To be fetched: ${event.data.recording.artists[0]?.name ?? 'unknown'} – ${event.data.recording.title}`;
    case 'SearchPerformed':
      return `Searched "${event.data.query}": ${many(event.data.files, 'file')} of ${many(event.data.responses, 'peer')}`;
    case 'TransferChosen':
      return `Takes ${event.data.offer.label}`;
    case 'TransferFailed':
      return `A transfer failed: ${event.data.cause}`;
    case 'FileArrived':
    case 'TransferFinished':
      return `${event.data.offer.label} arrived`;
    case 'FileRefused':
      return `A file was refused: ${event.data.reasons.map((reason) => reason.code).join(', ')}`;
    case 'FilePublished':
      return `Filed ${event.data.path}`;
    case 'AcquisitionFulfilled':
      return 'Fetched, filed and in the library';
    case 'AcquisitionCancelled':
      return 'No longer fetched';
    case 'TransferCancelled':
      return event.data.remains === 'nothing' ? 'Its transfer ended in slskd' : 'Its transfer ended in slskd; something of it is left';
    case 'SearchCancelled':
      return 'Its search was stopped';
    case 'FilingStarted':
      return 'Checks what arrived';
    case 'FileQuarantined':
      return 'A refused file lies in quarantine, with its reasons';
    case 'FilingTidied':
      return 'Cleared away what filing left behind';
    case 'RootTakenIntoUse':
      return `${event.data.root === 'music' ? 'Music' : 'Download'} folder in use: ${event.data.path}`;
    case 'RootAccepted':
      return `${event.data.path} is the ${event.data.root} folder from now on, by a person's word`;
    case 'FilingFailed':
      return `Could not be filed: ${event.data.cause}`;
    case 'ScanRequested':
      return `Asks the server to look at ${event.data.folder === '' ? 'the whole library' : event.data.folder}`;
    case 'ScanStarted':
      return 'The server looks';
    case 'ScanFinished':
      return 'The server has looked at everything that was filed';
    case 'ScanFailed':
      return `The server did not show what was filed: ${event.data.detail}`;
    case 'MatchLost':
      return 'Its track left the library';
    case 'AcquisitionWished':
      return `Stays a wish: ${event.data.cause}`;
    case 'TracksIndexed':
      return `${many(event.data.tracks.length, 'track')} in the library`;
    case 'TracksRemoved':
      return `${many(event.data.libraryTrackIds.length, 'track')} left the library`;
    case 'LibrarySweepFinished':
      return `Read the whole library: ${many(event.data.tracks, 'track')}`;
    case 'MirrorEnabled':
      return `A playlist is mirrored to ${event.data.server}`;
    case 'MirrorDisabled':
      return 'A playlist is no longer mirrored';
    case 'MirrorBackedUp':
      return `Backed up "${event.data.title}": ${event.data.count} entries`;
    case 'MirrorUpdated': {
      const { added, removed, moved, notPlaced } = event.data;
      return `A mirrored playlist is in step: ${added} added, ${removed} removed, ${moved} moved, ${notPlaced} without a place`;
    }
    case 'MirrorRefused':
      return `A mirrored playlist was left as it is: ${event.data.detail}`;
    case 'MirrorRestored':
      return `A backup of a playlist was restored: ${event.data.count} entries`;
    case 'FileIndexed':
      return `The server shows ${event.data.path}`;
    case 'PeerBlocked':
      return `${event.data.username} is blocked: ${event.data.cause}`;
    case 'MediaServerChosen':
      return `The media server is now ${event.data.name}`;
    case 'MediaServerMoved':
      return `The media server moved to ${event.data.address}`;
    case 'EditProposed':
      return event.data.items === 0
        ? 'Looked for better pictures and genres and found nothing to change'
        : `Proposes ${many(event.data.items, 'change')} of pictures and genres`;
    case 'EditApplied':
      return `Wrote ${many(event.data.written, 'picture or genre list')} to the media server`;
    case 'EditUndone':
      return `Brought ${many(event.data.restored, 'picture or genre list')} back`;
    case 'SecretSet':
      return `A secret was stored: ${event.data.name}`;
    case 'SettingsChanged':
      return `Settings of ${event.data.section} changed: ${Object.keys(event.data.new).join(', ')}`;
    case 'SecretRemoved':
      return `A secret was removed: ${event.data.name}`;
    case 'AccountCreated':
      return `Account ${event.data.name} was made`;
    default:
      return sentenceCase(event.type);
  }
}

/** `WishIgnored` is "Wish ignored". */
function sentenceCase(type: string): string {
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
