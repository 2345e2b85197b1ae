import type { StoredOrigin } from './catalog/origin.js';
import type { EventEnvelope } from './envelope.js';
import type { EventOf, PublishedEvent } from './events.js';
import type { FileRefusal, FileRefusalParams } from './organize/filing.js';
import type { RecordingDescription } from './recording.js';

/** What a code's words are made with: names, paths, counts, times and other codes, never a sentence. */
export type Param = string | number | boolean | null | readonly string[] | Readonly<Partial<Record<string, number>>>;
export type Params = Readonly<Partial<Record<string, Param>>>;

type EventType = PublishedEvent['type'];

const none = (): Readonly<Record<never, never>> => ({});
const named = ({ name }: { readonly name: string }) => ({ name });
const recorded = ({ recording: { artists, title } }: { readonly recording: RecordingDescription }) => ({
  artist: artists[0]?.name ?? '',
  title,
});
/** `playlistId` null: it is of no playlist; older logs name no origin. */
const originOf = (origin: StoredOrigin | undefined) => ({
  origin: origin?.kind ?? 'playlist',
  playlistId: origin?.kind === 'playlist' ? origin.playlistId : null,
});
const countOf = (counted: readonly unknown[]) => ({ count: counted.length });

export type RefusalDetail = Partial<FileRefusalParams['truncated'] & FileRefusalParams['too-short'] & FileRefusalParams['wrong-recording']>;

const detailOf = (reasons: readonly FileRefusal[]): RefusalDetail =>
  reasons.reduce((detail: RefusalDetail, { params }) => ({ ...detail, ...params }), {});

/** What a timeline keeps of each published event. An event that has no line here does not compile. */
const kept = {
  PlaylistFollowed: named,
  PlaylistStarted: none,
  PlaylistSnapshotTaken: ({ entryCount }) => ({ count: entryCount }),
  EntriesAdded: ({ entries }) => countOf(entries),
  EntriesRemoved: ({ entries }) => countOf(entries),
  EntriesMoved: ({ moves }) => countOf(moves),
  PlaylistRenamed: named,
  PlaylistUnreachable: ({ cause }) => ({ cause }),
  PlaylistPaused: none,
  PlaylistResumed: none,
  PlaylistOptionsChanged: ({ refreshEveryMinutes }) => ({ refreshEveryMinutes }),
  PlaylistUnfollowed: none,
  EntriesReidentified: ({ entryIds }) => countOf(entryIds),
  RecordingIdentified: none,
  IdentifierLearned: none,
  RecordingsMerged: ({ by }) => ({ by }),
  RecordingSplit: ({ by }) => ({ by }),
  RecordingWanted: ({ recording, origin }) => ({ ...recorded({ recording }), playlistId: originOf(origin).playlistId }),
  DescriptionEnriched: none,
  OriginAdded: ({ origin }) => originOf(origin),
  OriginRemoved: ({ origin }) => originOf(origin),
  RecordingReleased: none,
  RecordingWithheld: none,
  RecordingNoLongerWanted: none,
  RecordingIgnored: ({ by }) => ({ by }),
  RecordingUnignored: ({ by }) => ({ by }),
  RecordingMatched: ({ rule, confidence }) => ({ rule, confidence }),
  RecordingMissing: ({ rule }) => ({ rule }),
  MatchNeedsReview: ({ rule }) => ({ rule }),
  MatchConfirmed: ({ by }) => ({ by }),
  MatchRejected: ({ by, libraryTrackIds }) => ({ by, ...countOf(libraryTrackIds) }),
  MatchDecisionUndone: ({ by, undone }) => ({ by, undone }),
  MatchLost: none,
  AcquisitionRequested: recorded,
  SearchPerformed: ({ query, files, responses }) => ({ query, files, responses }),
  OffersRanked: ({ accepted, rejections }) => ({ accepted: accepted.length, rejections }),
  TransferChosen: ({ offer }) => ({ file: offer.label }),
  TransferQueued: none,
  TransferFailed: ({ cause }) => ({ cause }),
  FileArrived: ({ offer }) => ({ file: offer.label }),
  TransferFinished: ({ offer }) => ({ file: offer.label }),
  OfferRefused: ({ reasons }) => ({ reasons }),
  AcquisitionWished: ({ cause, nextAttemptAt }) => ({ cause, nextAttemptAt }),
  WishRetried: ({ by }) => ({ by }),
  WishIgnored: ({ by }) => ({ by }),
  AcquisitionAbandoned: ({ cause }) => ({ cause }),
  AcquisitionCancelled: ({ cause, by }) => ({ cause: cause ?? 'by-person', by }),
  AcquisitionFulfilled: none,
  TransferCancelled: ({ remains }) => ({ remains }),
  SearchCancelled: none,
  PeerBlocked: ({ username }) => ({ peer: username }),
  PeerUnblocked: ({ username }) => ({ peer: username }),
  FilingStarted: none,
  FileVerified: none,
  FileRefused: ({ reasons }) => ({ reasons: reasons.map(({ code }) => code), ...detailOf(reasons) }),
  FileQuarantined: ({ path }) => ({ path }),
  FileTagged: ({ path }) => ({ path }),
  FilePublished: ({ path }) => ({ path }),
  FilingTidied: ({ download }) => ({ download }),
  FilingFailed: ({ cause }) => ({ cause }),
  RootTakenIntoUse: ({ root, path }) => ({ root, path }),
  RootAccepted: ({ root, path, by }) => ({ root, path, by }),
  AlbumIndexed: ({ artist, title }) => ({ artist, title }),
  TracksIndexed: ({ tracks }) => countOf(tracks),
  TracksChanged: ({ tracks }) => countOf(tracks),
  TracksMissed: ({ libraryTrackIds }) => countOf(libraryTrackIds),
  TracksFound: ({ libraryTrackIds }) => countOf(libraryTrackIds),
  TracksRemoved: ({ libraryTrackIds }) => countOf(libraryTrackIds),
  LibrarySweepStarted: none,
  LibrarySweepFinished: ({ tracks }) => ({ count: tracks }),
  LibraryRetired: ({ server }) => ({ server }),
  LibraryLossAccepted: ({ loss: { folder, missing }, by }) => ({ folder, missing, by }),
  ScanRequested: ({ folder }) => ({ folder }),
  ScanStarted: none,
  FileIndexed: ({ path }) => ({ path }),
  ScanFinished: none,
  ScanFailed: ({ cause }) => ({ cause }),
  MediaServerChosen: named,
  MediaServerMoved: ({ address }) => ({ address }),
  MirrorEnabled: ({ server }) => ({ server }),
  MirrorDisabled: none,
  MirrorWriteStarted: none,
  MirrorEntriesPlaced: ({ added, removed }) => ({ added: added.length, removed: removed.length }),
  MirrorGapsChanged: ({ found, closed }) => ({ found: found.length, closed: closed.length }),
  MirrorUpdated: ({ added, removed, moved, notPlaced }) => ({ added, removed, moved, notPlaced }),
  MirrorRefused: ({ cause }) => ({ cause }),
  MirrorAllowedOnce: ({ cause, by }) => ({ cause, by }),
  MirrorRestoreAsked: ({ by }) => ({ by }),
  MirrorRestored: ({ count }) => ({ count }),
  MirrorResumed: ({ by }) => ({ by }),
  MirrorBackedUp: ({ title, count }) => ({ title, count }),
  MirrorBackupRetired: none,
  EditRequested: ({ kind, by }) => ({ kind, by }),
  EditItemsProposed: ({ items }) => countOf(items),
  EditProposed: ({ items }) => ({ count: items }),
  EditRejected: ({ by }) => ({ by }),
  EditAccepted: ({ by }) => ({ by }),
  EditItemsApplied: ({ outcomes }) => countOf(outcomes),
  EditStopped: ({ by }) => ({ by }),
  EditApplied: ({ written }) => ({ count: written }),
  EditUndoRequested: ({ by }) => ({ by }),
  EditItemsUndone: ({ outcomes }) => countOf(outcomes),
  EditUndone: ({ restored }) => ({ count: restored }),
  SpotifySignedIn: ({ name }) => ({ name }),
  SpotifySignInRefused: ({ cause, isFinal }) => ({ cause, isFinal }),
  SpotifySignInRestored: none,
  SpotifySignedOut: ({ by }) => ({ by }),
  AccountCreated: named,
  PasswordChanged: none,
  RoleChanged: ({ name, role }) => ({ name, role }),
  AccountRemoved: named,
  ApiKeyIssued: named,
  ApiKeyRevoked: none,
  SettingsChanged: ({ section, new: changed }) => ({ section, settings: Object.keys(changed) }),
  SecretSet: named,
  SecretRemoved: named,
} satisfies { readonly [T in EventType]: (data: EventOf<T>['data']) => Params };

/** The parameters of each event type's line in a timeline. */
export type TimelineParams = { readonly [T in EventType]: ReturnType<(typeof kept)[T]> };

/** An event as a timeline keeps it: its type is the code that the dictionary has words for. */
export interface TimelineItem {
  readonly at: string;
  readonly type: string;
  readonly params: Params;
}

export function timelineItem({ time, type, data }: EventEnvelope): TimelineItem {
  // Safe: each function was checked above against the data of its own type; a type that is not published keeps nothing but its name.
  const params = type in kept ? (kept as Readonly<Record<string, (data: object) => Params>>)[type]?.(data) : undefined;
  return { at: time, type, params: params ?? {} };
}

/** Published types, as the dictionary must know them. */
export const timelineTypes = Object.keys(kept) as readonly EventType[]; // `satisfies` above holds them to the union
