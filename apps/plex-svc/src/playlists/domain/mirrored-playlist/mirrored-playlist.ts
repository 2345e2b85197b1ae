import type { EntryId, Instant, MirrorMode, MirrorRefusal, MirroredPlaylistEvent, NotPlaced, PlaylistId } from '@soulsync/contracts';
import { changed, countsOf, emptyMultiset, surplus } from './multiset.js';
import type { Multiset } from './multiset.js';

export type MirroredPlaylistCommand =
  | {
      type: 'EnableMirror';
      data: { mirrorId: string; playlistId: PlaylistId; server: string; mode: MirrorMode; serverPlaylistKey: string | null; at: Instant };
    }
  | { type: 'DisableMirror'; data: { at: Instant } }
  /** Before the first write of a run. */
  | { type: 'StartWrite'; data: { serverPlaylistKey: string; backupId: string | null; at: Instant } }
  /** Part of what a long list changed: a commit stays small. */
  | { type: 'ReportPlaced'; data: { added: readonly string[]; removed: readonly string[] } }
  | { type: 'ReportGaps'; data: { found: readonly NotPlaced[]; closed: readonly EntryId[] } }
  /** Told only when something is new; `changed`: something was reported before it. */
  | {
      type: 'FinishRun';
      data: {
        serverId: string;
        serverPlaylistKey: string | null;
        created: boolean;
        added: number;
        removed: number;
        moved: number;
        count: number;
        notPlaced: number;
        changed: boolean;
        at: Instant;
      };
    }
  | { type: 'RefuseRun'; data: { cause: MirrorRefusal; detail: string; at: Instant } }
  | { type: 'AllowOnce'; data: { by: string; at: Instant } }
  | { type: 'AskRestore'; data: { backupId: string; by: string; at: Instant } }
  | {
      type: 'FinishRestore';
      data: {
        backupId: string;
        serverId: string;
        serverPlaylistKey: string;
        added: number;
        removed: number;
        moved: number;
        missing: number;
        count: number;
        at: Instant;
      };
    }
  | { type: 'ResumeMirror'; data: { by: string; at: Instant } };

export interface Mirrored {
  readonly status: 'on' | 'off';
  readonly mirrorId: string;
  readonly playlistId: PlaylistId;
  readonly server: string;
  readonly mode: MirrorMode;
  /** The list on the server; null: none yet. */
  readonly serverPlaylistKey: string | null;
  /** The server that key is of; null: a person chose the list, or there is none. */
  readonly serverId: string | null;
  readonly placed: Multiset;
  readonly gaps: Gaps;
  /** Entries on the server after the last run; null: none yet. */
  readonly count: number | null;
  /** A write has begun and was not seen to end. */
  readonly writing: { readonly serverPlaylistKey: string; readonly backupId: string | null } | null;
  readonly refusal: { readonly cause: MirrorRefusal; readonly detail: string } | null;
  readonly allowed: MirrorRefusal | null;
  /** A backup that waits to be restored. */
  readonly restoring: string | null;
  /** Restored by a person: nothing is written until it is resumed. */
  readonly resting: boolean;
  /** A person changed something: the next run is told, whatever it finds. */
  readonly expected: boolean;
  /** Runs and restores that were told; names backups apart. */
  readonly runs: number;
}

/** Why each entry has no place. */
export type Gaps = ReadonlyMap<EntryId, Pick<NotPlaced, 'reason' | 'serverKey'>>;

export type MirroredPlaylist = { readonly status: 'none' } | Mirrored;

const initialState: MirroredPlaylist = { status: 'none' };
const noGaps: Gaps = new Map();

/** Server keys the server was given and did not show, each as often as that. */
export const notTaken = ({ gaps }: Mirrored): Multiset =>
  countsOf([...gaps.values()].flatMap(({ reason, serverKey }) => (reason === 'not-taken-by-server' && serverKey ? [serverKey] : [])));

function decide(command: MirroredPlaylistCommand, state: MirroredPlaylist): readonly MirroredPlaylistEvent[] {
  if (command.type === 'EnableMirror') {
    const { mode, serverPlaylistKey } = command.data;
    const same = state.status === 'on' && state.mode === mode && (serverPlaylistKey ?? state.serverPlaylistKey) === state.serverPlaylistKey;
    return same ? [] : [{ type: 'MirrorEnabled', data: command.data }];
  }
  if (state.status !== 'on') return [];
  const { mirrorId } = state;
  switch (command.type) {
    case 'DisableMirror':
      return [{ type: 'MirrorDisabled', data: { mirrorId, at: command.data.at } }];
    case 'StartWrite':
      return state.writing ? [] : [{ type: 'MirrorWriteStarted', data: { mirrorId, ...command.data } }];
    case 'ReportPlaced': {
      const { added, removed } = command.data;
      return added.length + removed.length === 0 ? [] : [{ type: 'MirrorEntriesPlaced', data: { mirrorId, added, removed } }];
    }
    case 'ReportGaps': {
      const { found, closed } = command.data;
      const { playlistId } = state;
      return found.length + closed.length === 0 ? [] : [{ type: 'MirrorGapsChanged', data: { mirrorId, playlistId, found, closed } }];
    }
    case 'FinishRun':
      return finished(command.data, state);
    case 'RefuseRun': {
      const { cause, detail } = command.data;
      const same = state.refusal?.cause === cause && state.refusal.detail === detail;
      const isKnown = same && state.allowed === null && state.writing === null && state.restoring === null;
      return isKnown ? [] : [{ type: 'MirrorRefused', data: { mirrorId, ...command.data } }];
    }
    case 'AllowOnce':
      return state.refusal ? [{ type: 'MirrorAllowedOnce', data: { mirrorId, cause: state.refusal.cause, ...command.data } }] : [];
    case 'AskRestore':
      return state.restoring === command.data.backupId ? [] : [{ type: 'MirrorRestoreAsked', data: { mirrorId, ...command.data } }];
    case 'FinishRestore':
      return state.restoring === command.data.backupId ? [{ type: 'MirrorRestored', data: { mirrorId, ...command.data } }] : [];
    case 'ResumeMirror':
      return state.resting ? [{ type: 'MirrorResumed', data: { mirrorId, ...command.data } }] : [];
  }
}

/** Nothing new is no event, however often it is looked at. */
function finished(
  { changed: isKnown, ...data }: Extract<MirroredPlaylistCommand, { type: 'FinishRun' }>['data'],
  state: Mirrored,
): readonly MirroredPlaylistEvent[] {
  const quiet =
    !isKnown &&
    !state.expected &&
    data.added + data.removed + data.moved === 0 &&
    !data.created &&
    state.serverId === data.serverId &&
    state.serverPlaylistKey === data.serverPlaylistKey &&
    state.count === data.count &&
    state.refusal === null &&
    state.writing === null;
  return quiet ? [] : [{ type: 'MirrorUpdated', data: { mirrorId: state.mirrorId, ...data } }];
}

/** What is to be told of the entries without a place. */
export function gapChanges(gaps: readonly NotPlaced[], known: Gaps): { found: readonly NotPlaced[]; closed: readonly EntryId[] } {
  const now = new Set(gaps.map(({ entryId }) => entryId));
  return {
    found: gaps.filter(({ entryId, reason, serverKey }) => {
      const before = known.get(entryId);
      return before?.reason !== reason || before.serverKey !== serverKey;
    }),
    closed: [...known.keys()].filter((entryId) => !now.has(entryId)),
  };
}

/** What changed of that which is there on our account. */
export const placedChanges = (before: Multiset, now: Multiset) => ({ added: surplus(now, before), removed: surplus(before, now) });

function evolve(state: MirroredPlaylist, event: MirroredPlaylistEvent): MirroredPlaylist {
  if (event.type === 'MirrorEnabled') return enabled(state, event.data);
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'MirrorDisabled':
      return { ...state, status: 'off', writing: null, restoring: null, refusal: null, allowed: null };
    case 'MirrorWriteStarted':
      return { ...state, writing: { serverPlaylistKey: event.data.serverPlaylistKey, backupId: event.data.backupId } };
    case 'MirrorEntriesPlaced':
      return { ...state, placed: changed(state.placed, event.data.added, event.data.removed) };
    case 'MirrorGapsChanged': {
      const gaps = new Map(state.gaps);
      for (const { entryId, reason, serverKey } of event.data.found) gaps.set(entryId, { reason, serverKey });
      for (const entryId of event.data.closed) gaps.delete(entryId);
      return { ...state, gaps };
    }
    case 'MirrorUpdated': {
      const { serverId, serverPlaylistKey, count } = event.data;
      const ended = { writing: null, refusal: null, allowed: null, expected: false, runs: state.runs + 1 };
      return { ...state, ...ended, serverId, serverPlaylistKey, count };
    }
    case 'MirrorRefused':
      return { ...state, refusal: { cause: event.data.cause, detail: event.data.detail }, allowed: null, restoring: null };
    case 'MirrorAllowedOnce':
      return { ...state, allowed: event.data.cause, expected: true };
    case 'MirrorRestoreAsked':
      return { ...state, restoring: event.data.backupId };
    case 'MirrorRestored': {
      const { serverId, serverPlaylistKey, count } = event.data;
      const ended = { writing: null, refusal: null, allowed: null, expected: false, restoring: null, resting: true, runs: state.runs + 1 };
      return { ...state, ...ended, serverId, serverPlaylistKey, count };
    }
    case 'MirrorResumed':
      return { ...state, resting: false, expected: true };
  }
}

/** Switched on again it still knows its list and what it placed there; another list is begun afresh. */
function enabled(
  before: MirroredPlaylist,
  { mirrorId, playlistId, server, mode, serverPlaylistKey }: Extract<MirroredPlaylistEvent, { type: 'MirrorEnabled' }>['data'],
): Mirrored {
  const kept = before.status !== 'none' && (serverPlaylistKey === null || serverPlaylistKey === before.serverPlaylistKey) ? before : null;
  return {
    status: 'on',
    mirrorId,
    playlistId,
    server,
    mode,
    serverPlaylistKey: kept?.serverPlaylistKey ?? serverPlaylistKey,
    serverId: kept?.serverId ?? null,
    placed: kept?.placed ?? emptyMultiset,
    gaps: before.status === 'none' ? noGaps : before.gaps,
    count: kept?.count ?? null,
    writing: null,
    refusal: null,
    allowed: null,
    restoring: null,
    resting: false,
    expected: true,
    runs: before.status === 'none' ? 0 : before.runs,
  };
}

export const mirroredPlaylist = { aggregateType: 'mirrored-playlist', initialState, decide, evolve };
