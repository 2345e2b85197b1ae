import type { EntryId, Instant, PlaylistId, RecordingDescription, WantedRecordingEvent, WantedRecordingId } from '@soulsync/contracts';
import { enriched } from './enrich.js';
import { originKey, originsAfter, playlistKey } from './origins.js';
import type { StandingOrigin } from './origins.js';

export type WantedRecordingCommand =
  /** What a playlist says of the recording as it is now, so that it may be said twice, late or out of order. */
  | {
      type: 'HoldForPlaylist';
      data: {
        wantedRecordingId: WantedRecordingId;
        playlistId: PlaylistId;
        /** null: no entry of the playlist is the recording. */
        held: HeldRecording | null;
        at: Instant;
      };
    }
  | { type: 'AskByHand'; data: { at: Instant } }
  | { type: 'WithdrawAsking'; data: { at: Instant } }
  | { type: 'Ignore'; data: { by: string; at: Instant } }
  | { type: 'Unignore'; data: { by: string; at: Instant } }
  /** Asked for by hand, and ignored no more. */
  | { type: 'Want'; data: { by: string; at: Instant } };

export interface HeldRecording {
  readonly recording: RecordingDescription;
  readonly entryIds: readonly EntryId[];
  /** It may be fetched. */
  readonly released: boolean;
  /** The playlist wants nothing new. */
  readonly paused: boolean;
}

export type WantedRecording =
  | { readonly status: 'none' }
  | Known<'wanted'>
  /** No origin stands. */
  | Known<'dropped'>;

interface Known<Status> {
  readonly status: Status;
  readonly wantedRecordingId: WantedRecordingId;
  readonly recording: RecordingDescription;
  readonly origins: readonly StandingOrigin[];
  /** A person does not want it fetched. */
  readonly isIgnored: boolean;
}

const initialState: WantedRecording = { status: 'none' };

const BY_HAND: StandingOrigin = { origin: { kind: 'person' }, released: true };

function decide(command: WantedRecordingCommand, state: WantedRecording): readonly WantedRecordingEvent[] {
  const standing = state.status === 'none' ? [] : state.origins;
  const { at } = command.data;
  switch (command.type) {
    case 'HoldForPlaylist': {
      const { wantedRecordingId, playlistId, held } = command.data;
      const isOfList = ({ origin }: StandingOrigin) => originKey(origin).startsWith(playlistKey(playlistId));
      const others = standing.filter((origin) => !isOfList(origin));
      const ofList = ofPlaylist(playlistId, held, standing.filter(isOfList));
      const known = state.status === 'none' ? null : state.recording;
      const richer = known && held ? enriched(known, held.recording) : null;
      const recording = richer ?? known ?? held?.recording;
      if (!recording) return [];
      const wanting = changes({ wantedRecordingId, recording, standing }, [...others, ...ofList], at);
      return richer && standing.length > 0
        ? [{ type: 'DescriptionEnriched', data: { wantedRecordingId, recording, enrichedAt: at } }, ...wanting]
        : wanting;
    }
    case 'AskByHand':
      return state.status === 'none' ? [] : changes({ ...state, standing }, [...standing.filter(isNotByHand), BY_HAND], at);
    case 'Ignore':
      return state.status === 'none' || state.isIgnored ? [] : [{ type: 'RecordingIgnored', data: told(state, command.data) }];
    case 'Unignore':
      return state.status === 'none' ? [] : unignored(state, command.data);
    case 'Want':
      return state.status === 'none'
        ? []
        : [...unignored(state, command.data), ...changes({ ...state, standing }, [...standing.filter(isNotByHand), BY_HAND], at)];
    case 'WithdrawAsking':
      return state.status === 'none' ? [] : changes({ ...state, standing }, standing.filter(isNotByHand), at);
  }
}

const told = ({ wantedRecordingId }: Known<'wanted' | 'dropped'>, { by, at }: { readonly by: string; readonly at: Instant }) => ({
  wantedRecordingId,
  by,
  at,
});

const unignored = (
  state: Known<'wanted' | 'dropped'>,
  data: { readonly by: string; readonly at: Instant },
): readonly WantedRecordingEvent[] => (state.isIgnored ? [{ type: 'RecordingUnignored', data: told(state, data) }] : []);

const isNotByHand = ({ origin }: StandingOrigin) => origin.kind !== 'person';

function ofPlaylist(playlistId: PlaylistId, held: HeldRecording | null, standing: readonly StandingOrigin[]): readonly StandingOrigin[] {
  if (held === null) return [];
  const { entryIds, released, paused } = held;
  const entries = entryIds.map((entryId): StandingOrigin => ({ origin: { kind: 'playlist', playlistId, entryId }, released }));
  // One of an old log stands for any entry, as long as there is one.
  const isOfOldLog = standing.some(({ origin }) => 'name' in origin);
  if (isOfOldLog && (paused || standing.every((origin) => origin.released === released))) return standing;
  if (!paused) return entries;
  const keys = new Set(standing.map(({ origin }) => originKey(origin)));
  return entries.filter(({ origin }) => keys.has(originKey(origin)));
}

interface Wanting {
  readonly wantedRecordingId: WantedRecordingId;
  readonly recording: RecordingDescription;
  readonly standing: readonly StandingOrigin[];
}

/** What leads from the origins that stand to those that should. */
function changes(
  { wantedRecordingId, recording, standing }: Wanting,
  target: readonly StandingOrigin[],
  at: Instant,
): readonly WantedRecordingEvent[] {
  const before = new Map(standing.map((one) => [originKey(one.origin), one]));
  const after = new Set(target.map(({ origin }) => originKey(origin)));
  const added = target
    .filter(({ origin, released }) => before.get(originKey(origin))?.released !== released)
    .flatMap(({ origin, released }): WantedRecordingEvent[] =>
      'name' in origin ? [] : [{ type: 'OriginAdded', data: { wantedRecordingId, origin, released, addedAt: at } }],
    );
  const [first] = target;
  if (standing.length === 0)
    return first ? [{ type: 'RecordingWanted', data: { wantedRecordingId, recording, ...first, wantedAt: at } }, ...added.slice(1)] : [];
  const removed = standing
    .filter(({ origin }) => !after.has(originKey(origin)))
    .map(({ origin }): WantedRecordingEvent => ({ type: 'OriginRemoved', data: { wantedRecordingId, origin, removedAt: at } }));
  return [...added, ...removed, ...consequence(standing, target, { wantedRecordingId, at })];
}

/** What the others have to hear of it. */
function consequence(
  standing: readonly StandingOrigin[],
  target: readonly StandingOrigin[],
  { wantedRecordingId, at }: { readonly wantedRecordingId: WantedRecordingId; readonly at: Instant },
): readonly WantedRecordingEvent[] {
  if (target.length === 0) return [{ type: 'RecordingNoLongerWanted', data: { wantedRecordingId, at } }];
  const [before, after] = [standing, target].map((origins) => origins.some(({ released }) => released));
  if (before === after) return [];
  return after
    ? [{ type: 'RecordingReleased', data: { wantedRecordingId, releasedAt: at } }]
    : [{ type: 'RecordingWithheld', data: { wantedRecordingId, withheldAt: at } }];
}

function evolve(state: WantedRecording, event: WantedRecordingEvent): WantedRecording {
  if (event.type === 'RecordingWanted') {
    const { wantedRecordingId, recording } = event.data;
    const isIgnored = state.status !== 'none' && state.isIgnored; // what a person said holds also when it is wanted again
    return { status: 'wanted', wantedRecordingId, recording, origins: originsAfter([], event), isIgnored };
  }
  if (state.status === 'none') return state;
  if (event.type === 'DescriptionEnriched') return { ...state, recording: event.data.recording };
  if (event.type === 'RecordingIgnored' || event.type === 'RecordingUnignored')
    return { ...state, isIgnored: event.type === 'RecordingIgnored' };
  const status = event.type === 'RecordingNoLongerWanted' ? 'dropped' : state.status;
  return { ...state, status, origins: originsAfter(state.origins, event) };
}

export const wantedRecording = { aggregateType: 'wanted-recording', initialState, decide, evolve };
