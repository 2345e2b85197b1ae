import { actorOf } from '../../actor.js';
import type { Actor } from '../../actor.js';
import type { ReasonCodes, ReasonKind } from '../../reason-codes.js';
import type { FileRefusalCode } from '../../organize/filing.js';
import type { RefusalDetail } from '../../timeline.js';
import type { TimelineWords } from '../words.js';
import { reasons } from './reasons.js';
import { serverInWords } from './servers.js';

const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;
const why = <K extends ReasonKind>(kind: K, code: ReasonCodes[K]): string => reasons[kind][code] ?? readable(code); // an older log's code
const readable = (code: string) => code.replaceAll('-', ' ');
/** `clientId` is "client ID". */
const spelt = (name: string) =>
  readable(name)
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll(/\b(?:id|api|url)\b/g, (short) => short.toUpperCase());
/** `account:ann` is "ann", `process:x` is "SoulSync". */
const who = (by: string) => actor(actorOf(by));
export const actor = ({ kind, id }: Actor): string => (kind === 'account' ? id : 'SoulSync');
const recording = ({ artist, title }: { readonly artist: string; readonly title: string }) =>
  artist === '' ? title : `${artist} – ${title}`;
const lowered = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** A file's fault with its figures, where they are known: older logs hold none. */
function refusal(code: FileRefusalCode, { sizeBytes, expectedBytes, durationMs, expectedMs, taggedTitle }: RefusalDetail): string {
  const text = why('file', code);
  if (code === 'truncated' && sizeBytes !== undefined && expectedBytes !== undefined)
    return `${text} (${sizeBytes} of ${expectedBytes} bytes)`;
  if ((code === 'too-short' || code === 'too-long') && durationMs !== undefined && expectedMs !== undefined)
    return `${text} (${seconds(durationMs)} instead of ${seconds(expectedMs)})`;
  return code === 'wrong-recording' && taggedTitle !== undefined ? `${text} (“${taggedTitle}”)` : text;
}

const root = (name: string) => (name === 'music' ? 'music folder' : 'download folder');

/** What remained of a download whose file is published. */
const downloadEnds: Readonly<Record<string, string>> = {
  removed: 'Cleaned up after filing',
  gone: 'Cleaned up after filing; the download was already gone',
  kept: 'Cleaned up after filing; the download is kept, as the settings say',
  'not-ours': 'Cleaned up after filing; another file is now where the download was, and stays',
  'not-removable': 'Filed, but the download could not be removed: its folder is read-only',
  unproven: 'Filed, but the download was kept: the published file could not be read back',
};

export const timeline: TimelineWords = {
  PlaylistFollowed: ({ name }) => `Started following “${name}”`,
  PlaylistStarted: () => 'The playlist was started',
  PlaylistSnapshotTaken: ({ count }) => `Read the playlist: ${many(count, 'track')}`,
  EntriesAdded: ({ count }) => `${many(count, 'track was', 'tracks were')} added to the playlist`,
  EntriesRemoved: ({ count }) => `${many(count, 'track was', 'tracks were')} removed from the playlist`,
  EntriesMoved: ({ count }) => `${many(count, 'track')} moved within the playlist`,
  PlaylistRenamed: ({ name }) => `The playlist is now called “${name}”`,
  PlaylistUnreachable: ({ cause }) => `The playlist could not be read: ${lowered(why('playlist', cause))}`,
  PlaylistPaused: () => 'The playlist was paused',
  PlaylistResumed: () => 'The playlist was resumed',
  PlaylistOptionsChanged: ({ refreshEveryMinutes }) => `The playlist is now read every ${many(refreshEveryMinutes, 'minute')}`,
  PlaylistUnfollowed: () => 'The playlist is no longer followed',
  EntriesReidentified: ({ count }) => `${many(count, 'playlist entry is', 'playlist entries are')} another recording now`,
  RecordingIdentified: () => 'Recognised as a recording of its own',
  IdentifierLearned: () => 'Another identifier of the recording is known',
  RecordingsMerged: ({ by }) => `${who(by)} merged it with another recording`,
  RecordingSplit: ({ by }) => `${who(by)} split it into two recordings`,
  DescriptionEnriched: () => 'More is known of it from another source',
  RecordingWanted: (params) => `Wanted: ${recording(params)}`,
  OriginAdded: ({ origin }) => (origin === 'person' ? 'Requested by hand' : 'Wanted by one more playlist entry'),
  OriginRemoved: ({ origin }) => (origin === 'person' ? 'No longer requested by hand' : 'No longer wanted by a playlist entry'),
  RecordingReleased: () => 'May be downloaded',
  RecordingWithheld: () => 'May not be downloaded for now: only playlists that have not been started contain it',
  RecordingNoLongerWanted: () => 'No longer wanted',
  RecordingIgnored: ({ by }) => `${who(by)} ignored it: it stays listed and is not downloaded`,
  RecordingUnignored: ({ by }) => `${who(by)} stopped ignoring it`,
  RecordingMatched: ({ rule, confidence }) => `Found in the library: ${why('match', rule)} (${Math.round(confidence * 100)} %)`,
  RecordingMissing: ({ rule }) => `Not in the library: ${why('match', rule)}`,
  MatchNeedsReview: ({ rule }) => `A match needs review: ${why('match', rule)}`,
  MatchConfirmed: ({ by }) => (by === undefined ? 'The match was confirmed by hand' : `${who(by)} confirmed the match`),
  MatchRejected: ({ by, count }) =>
    by === undefined
      ? 'The match was rejected by hand'
      : `${who(by)} said that ${(count ?? 1) === 1 ? 'this track is' : `these ${count} tracks are`} not it`,
  MatchDecisionUndone: ({ by, undone }) => `${who(by)} took back the ${undone}`,
  MatchLost: () => 'The matching track is no longer in the library',
  AcquisitionRequested: (params) => `Missing from the library, to be downloaded: ${recording(params)}`,
  SearchPerformed: ({ query, files, responses }) => `Searched for “${query}”: ${many(files, 'file')} from ${many(responses, 'peer')}`,
  OffersRanked({ accepted, rejections }) {
    const refused = Object.entries(rejections).map(([code, count]) => `${count} × ${why('rejection', code as ReasonCodes['rejection'])}`); // or an older log's
    return `${many(accepted, 'acceptable offer')}${refused.length > 0 ? `; not acceptable: ${refused.join(', ')}` : ''}`;
  },
  TransferChosen: ({ file }) => `Chose “${file}”`,
  TransferQueued: () => 'The transfer is queued',
  TransferFailed: ({ cause }) => `The transfer failed: ${why('transfer', cause)}`,
  FileArrived: ({ file }) => `“${file}” arrived`,
  TransferFinished: ({ file }) => `“${file}” arrived`,
  OfferRefused: ({ reasons: codes }) => `The offer is not used again: ${codes.map((code) => why('acquisition', code)).join(', ')}`,
  AcquisitionWished: ({ cause, nextAttemptAt }) =>
    `Moved to the wishlist: ${why('wish', cause)}; ${nextAttemptAt === null ? 'it waits for you' : `next attempt on ${readableTime(nextAttemptAt)}`}`,
  WishRetried: ({ by }) => `Tried again (${who(by)})`,
  WishIgnored: ({ by }) => `Ignored by ${who(by)}`,
  AcquisitionAbandoned: ({ cause }) => `Given up: ${why('wish', cause)}`,
  AcquisitionCancelled: ({ cause, by }) =>
    cause === 'by-person' ? `Cancelled by ${who(by)}` : `No longer downloaded: ${why('acquisition', cause)}`,
  AcquisitionFulfilled: () => 'Downloaded, filed and in the library',
  TransferCancelled: ({ remains }) =>
    remains === 'nothing'
      ? 'The transfer was ended in slskd'
      : `The transfer was ended in slskd, but ${remains === 'part' ? 'the part that had arrived' : 'its file'} could not be removed`,
  SearchCancelled: () => 'The search was stopped',
  PeerBlocked: ({ peer }) => `${peer} was blocked`,
  PeerUnblocked: ({ peer }) => `${peer} is no longer blocked`,
  FilingStarted: () => 'Checking the downloaded file',
  FileVerified: () => 'The file passed its checks',
  FileRefused: ({ reasons: codes, ...detail }) => `The file failed its checks: ${codes.map((code) => refusal(code, detail)).join(', ')}`,
  FileQuarantined: ({ path }) => `Moved to quarantine: ${path}`,
  FileTagged: ({ path }) => `Tags written; it goes to ${path}`,
  FilePublished: ({ path }) => `Filed as ${path}`,
  FilingTidied: ({ download }) => downloadEnds[download] ?? readable(download),
  FilingFailed: ({ cause }) => `Filing failed: ${why('filing', cause)}`,
  RootTakenIntoUse: ({ root: name, path }) => `${path} is now in use as the ${root(name)}`,
  RootAccepted: ({ root: name, path, by }) => `${who(by)} confirmed ${path} as the ${root(name)}`,
  AlbumIndexed: (params) => `Album in the library: ${recording(params)}`,
  TracksIndexed: ({ count }) => `${many(count, 'new track')} in the library`,
  TracksChanged: ({ count }) => `${many(count, 'track')} changed in the library`,
  TracksMissed: ({ count }) => `The last full sync did not show ${many(count, 'track')}`,
  TracksFound: ({ count }) => `${many(count, 'track')} shown again`,
  TracksRemoved: ({ count }) => `${many(count, 'track')} left the library`,
  LibrarySweepStarted: () => 'Full sync of the library started',
  LibrarySweepFinished: ({ count }) => `Full sync of the library finished: ${many(count, 'track')}`,
  LibraryRetired: ({ server }) => `The library is no longer read from ${serverInWords(server)}: its list was dropped, no file was touched`,
  LibraryLossAccepted: ({ folder, missing, by }) =>
    `${who(by)} confirmed that ${many(missing, 'track')} of ${folder === '' ? 'the library' : folder} are gone`,
  ScanRequested: ({ folder }) => `Scan of ${folder === '' ? 'the whole library' : folder} requested`,
  ScanStarted: () => 'The media server is scanning',
  FileIndexed: ({ path }) => `The media server shows ${path}`,
  ScanFinished: () => 'The media server shows everything that was filed',
  ScanFailed: ({ cause }) => `The scan failed: ${lowered(why('scan', cause))}`,
  MediaServerChosen: ({ name }) => `The media server is now ${name}`,
  MediaServerMoved: ({ address }) => `The media server moved to ${address}`,
  MirrorEnabled: ({ server }) => `The playlist is now mirrored to ${server}`,
  MirrorDisabled: () => 'The playlist is no longer mirrored',
  MirrorWriteStarted: () => 'Writing the playlist to the media server',
  MirrorEntriesPlaced: ({ added, removed }) => `On the media server: ${added} added, ${removed} removed`,
  MirrorGapsChanged: ({ found, closed }) => `Tracks without a place on the media server: ${found} new, ${closed} resolved`,
  MirrorUpdated: ({ added, removed, moved, notPlaced }) =>
    `The mirrored playlist is in sync: ${added} added, ${removed} removed, ${moved} moved, ${notPlaced} without a place`,
  MirrorRefused: ({ cause }) => `The mirrored playlist was left unchanged: ${why('mirror', cause)}`,
  MirrorAllowedOnce: ({ cause, by }) => `${who(by)} allowed the next update although ${why('mirror', cause)}`,
  MirrorRestoreAsked: ({ by }) => `${who(by)} asked for a backup to be restored`,
  MirrorRestored: ({ count }) => `A backup of the playlist was restored: ${many(count, 'entry', 'entries')}`,
  MirrorResumed: ({ by }) => `${who(by)} resumed mirroring`,
  MirrorBackedUp: ({ title, count }) => `Backed up “${title}”: ${many(count, 'entry', 'entries')}`,
  MirrorBackupRetired: () => 'An old backup of the playlist was replaced by newer ones',
  EditRequested: ({ kind, by }) => `${who(by)} asked for better pictures and genres of ${kind}`,
  EditItemsProposed: ({ count }) => `${many(count, 'change')} of pictures and genres found`,
  EditProposed: ({ count }) =>
    count === 0
      ? 'Looked for better pictures and genres and found nothing to change'
      : `${many(count, 'change')} of pictures and genres to review`,
  EditRejected: ({ by }) => `${who(by)} discarded the proposed changes`,
  EditAccepted: ({ by }) => `${who(by)} accepted the proposed changes`,
  EditItemsApplied: ({ count }) => `Worked on ${many(count, 'change')}`,
  EditStopped: ({ by }) => `${who(by)} stopped the changes`,
  EditApplied: ({ count }) => `Wrote ${many(count, 'picture or genre list', 'pictures or genre lists')} to the media server`,
  EditUndoRequested: ({ by }) => `${who(by)} asked to undo the changes`,
  EditItemsUndone: ({ count }) => `Worked on undoing ${many(count, 'change')}`,
  EditUndone: ({ count }) => `Restored ${many(count, 'picture or genre list', 'pictures or genre lists')}`,
  SpotifySignedIn: ({ name }) => `Signed in to Spotify${name === null ? '' : ` as ${name}`}`,
  SpotifySignInRefused: ({ cause, isFinal }) =>
    `Spotify no longer accepts the sign-in (${cause === 'expired' ? 'it has expired' : cause === 'revoked' ? 'it was revoked' : 'it gives no reason'}); ${isFinal ? 'sign in again' : 'it is tried once more in a day'}`,
  SpotifySignInRestored: () => 'Spotify accepts the sign-in again',
  SpotifySignedOut: ({ by }) => `${who(by)} signed out of Spotify`,
  AccountCreated: ({ name }) => `Account ${name} was created`,
  PasswordChanged: () => 'A password was changed',
  RoleChanged: ({ name, role }) => `${name} is now ${role === 'viewer' ? 'a viewer' : role === 'editor' ? 'an editor' : 'an admin'}`,
  AccountRemoved: ({ name }) => `Account ${name} was removed`,
  ApiKeyIssued: ({ name }) => `API key ${name} was created`,
  ApiKeyRevoked: () => 'An API key was revoked',
  SettingsChanged: ({ section, settings }) => `Settings changed, ${spelt(section)}: ${settings.map(spelt).join(', ')}`,
  SecretSet: ({ name }) => `Secret stored: ${spelt(name)}`,
  SecretRemoved: ({ name }) => `Secret removed: ${spelt(name)}`,
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `3 Nov, 14:05`, by the clock of whoever reads it. */
function readableTime(instant: string): string {
  const at = new Date(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getDate()} ${months[at.getMonth()] ?? ''}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}
