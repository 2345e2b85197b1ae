import { published, summaryOf } from '@soulsync/contracts';
import type {
  EventEnvelope,
  IndexedTrack,
  LibraryAlbumId,
  LibraryTrackId,
  MatchCandidate,
  MatchRule,
  RecordingSummary,
  WantedRecordingId,
} from '@soulsync/contracts';
import { noPause } from '@soulsync/event-store';
import type { Pause } from '@soulsync/event-store';
import { createLibraryIndex, decideMatch } from '@soulsync/music';
import type { LibraryTrack, MatchDecision, MatchLimits, RankedCandidate, WantedTrack } from '@soulsync/music';
import { evolve, undecided } from '../domain/match/match.js';
import type { Match, MatchOutcome } from '../domain/match/match.js';
import type { LibraryIndexRow } from '../projections/library-index.projection.js';
import { matchOf } from '../projections/match-memory.projection.js';
import type { MatchMemoryRow } from '../projections/match-memory.projection.js';
import { causeOf, decisionCauses } from './decision-causes.js';
import type { Cause } from './decision-causes.js';
import { tracksByPath } from './tracks-by-path.js';

/** Rule of a track that lies where we filed this very recording. */
export const FILED_RULE = 'filed' satisfies MatchRule;

/** Rule of what is missing since a person rejected all that came into question. */
const REJECTED_RULE = 'candidates-rejected' satisfies MatchRule;

/** After more changes of the library than this, everything undecided is looked at again without sifting. */
const SIFTED_CHANGES = 2_000;

/**
 * All that matching needs to know, in memory: the library index, what is wanted, what was decided. It is filled from rows or from the first
 * event on, and fed by events; an event whose outcome the rows hold already may come again. It says which recordings are due for a decision;
 * nothing is due before a complete full sync told what the library holds.
 */
export interface MatchIndex {
  putTrack(row: LibraryIndexRow): void;
  putMemory(row: MatchMemoryRow): void;
  putFullSync(): void;
  take(event: EventEnvelope): void;
  /**
   * Recordings to look at again, each answered once: those that something happened to, and those that a changed track may concern. At first
   * that is everything undecided, and what is wanted anew.
   */
  due(pause?: Pause): Promise<readonly WantedRecordingId[]>;
  /** Recordings whose matched track is no longer in the library, each answered once. */
  lost(pause?: Pause): Promise<readonly { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId }[]>;
  /** What was answered may not have been done: everything undecided and everything matched is to be looked at again. */
  judgeAllAgain(): void;
  /** null: nothing is wanted under this id. */
  judge(id: WantedRecordingId): MatchOutcome | null;
  /** Nothing was decided since it was last wanted: its decision is to be stated, also when that is the one of an earlier time. */
  mustRestate(id: WantedRecordingId): boolean;
  /** Its decision is stored; the event that says so may come later. */
  restated(id: WantedRecordingId): void;
  /** The event that made it due, or that took its track; null: not known. */
  causeOf(id: WantedRecordingId): Cause | null;
  wants(id: WantedRecordingId): boolean;
  holds(id: LibraryTrackId): boolean;
  matchOf(id: WantedRecordingId): Match;
  /** What a person sees as candidates of a recording, to reject all of them. */
  candidatesOf(id: WantedRecordingId): readonly LibraryTrackId[];
  readonly synced: boolean;
  /** Tracks in the library. */
  readonly size: number;
  /** Recordings wanted. */
  readonly wanted: number;
}

export function createMatchIndex(limits: Partial<MatchLimits> = {}): MatchIndex {
  const index = createLibraryIndex();
  /** A track that moved may be told of by its new album before its old one misses it. */
  const albums = new Map<LibraryTrackId, LibraryAlbumId>();
  const paths = tracksByPath();
  /** The server's lasting name of a track that left: its recording is known again when the server's keys change. */
  const goneGuids = new Map<LibraryTrackId, string>();
  const wanted = new Map<WantedRecordingId, RecordingSummary>();
  const matches = new Map<WantedRecordingId, Match>();
  /** The track a recording was last, also when it left the library. */
  const lastTracks = new Map<WantedRecordingId, LibraryTrackId>();
  const filedPaths = new Map<WantedRecordingId, string>();
  /** Wanted, and no track is it. */
  const open = new Set<WantedRecordingId>();
  const holders = new Map<LibraryTrackId, Set<WantedRecordingId>>();
  /** Wanted, and not decided since. */
  const toRestate = new Set<WantedRecordingId>();
  const due = new Set<WantedRecordingId>();
  const maybeLost = new Set<WantedRecordingId>();
  /** Tracks as they came and as they were, since `due` was asked last; everything open is due when they are too many to sift. */
  let changes: Change[] = [];
  const causes = decisionCauses();
  let everythingDue = true;
  let synced = false;

  const matchNow = (id: WantedRecordingId) => matches.get(id) ?? undecided;
  const heldTrack = (id: WantedRecordingId) => {
    const { decision } = matchNow(id);
    return decision.kind === 'matched' || decision.kind === 'confirmed' ? decision.libraryTrackId : null;
  };

  function putWanted(id: WantedRecordingId, recording: RecordingSummary): void {
    wanted.set(id, recording);
    if (heldTrack(id) === null) open.add(id);
    else maybeLost.add(id);
  }

  function putMatch(id: WantedRecordingId, match: Match): void {
    const before = heldTrack(id);
    matches.set(id, match);
    const now = heldTrack(id);
    if (before !== null && before !== now) holders.get(before)?.delete(id);
    if (before !== null && holders.get(before)?.size === 0) holders.delete(before);
    if (now === null) {
      if (wanted.has(id)) open.add(id);
      return;
    }
    holders.set(now, (holders.get(now) ?? new Set()).add(id));
    open.delete(id);
    if (!index.has(now)) maybeLost.add(id);
  }

  function putInLibrary(track: LibraryTrack, album: LibraryAlbumId, cause: Cause | null): void {
    const id = track.trackId as LibraryTrackId; // ids in the index are library track ids
    const known = index.get(id);
    albums.set(id, album);
    if (known && sameTrack(known, track)) return;
    goneGuids.delete(id);
    if (known) noteChange(known, cause);
    if (known?.path) paths.drop(known.path, id);
    index.upsert(track);
    if (track.path) paths.put(track.path, id);
    noteChange(track, cause);
  }

  function takeFromLibrary(id: LibraryTrackId, album: LibraryAlbumId, cause: Cause): void {
    const known = index.get(id);
    if (!known || albums.get(id) !== album) return;
    if (known.guid) goneGuids.set(id, known.guid);
    if (known.path) paths.drop(known.path, id);
    albums.delete(id);
    index.remove(id);
    noteChange(known, cause);
    for (const holder of holders.get(id) ?? []) {
      maybeLost.add(holder);
      causes.note(holder, cause);
    }
  }

  function noteChange(track: LibraryTrack, cause: Cause | null): void {
    if (everythingDue) return;
    changes.push({ track, cause });
    if (changes.length <= SIFTED_CHANGES) return;
    everythingDue = true;
    changes = [];
  }

  function wantedTrack(id: WantedRecordingId, recording: RecordingSummary): WantedTrack {
    const last = lastTracks.get(id);
    const guid = last === undefined ? null : (index.get(last)?.guid ?? goneGuids.get(last) ?? null);
    return { ...recording, guid };
  }

  /**
   * Of the open recordings those that one of these tracks can concern. An index of these tracks alone answers: whoever finds none in it
   * shares no key with them, so they are and were none of its candidates in the whole library either.
   */
  async function concernedBy(changed: readonly Change[], pause: Pause): Promise<readonly WantedRecordingId[]> {
    const prefilter = createLibraryIndex();
    for (const [place, { track }] of changed.entries()) {
      prefilter.upsert({ ...track, trackId: String(place) }); // one track may be here as it was and as it is
      await pause();
    }
    const byId = new Map(changed.map((change) => [change.track.trackId, change]));
    const byPath = new Map(changed.map((change) => [change.track.path, change]));
    const concerned: WantedRecordingId[] = [];
    for (const id of [...open]) {
      const recording = wanted.get(id);
      const change =
        recording &&
        (byPath.get(filedPaths.get(id) ?? '') ??
          byId.get(lastTracks.get(id) ?? '') ??
          changed[Number(prefilter.candidates(wantedTrack(id, recording))[0]?.trackId ?? -1)]);
      if (change) {
        concerned.push(id);
        if (change.cause) causes.note(id, change.cause);
      }
      await pause();
    }
    return concerned;
  }

  return {
    get synced() {
      return synced;
    },
    get size() {
      return index.size;
    },
    get wanted() {
      return wanted.size;
    },
    putTrack(row) {
      if (row.libraryAlbumId !== null) putInLibrary(trackOfRow(row), row.libraryAlbumId, null);
      else if (row.guid !== null) goneGuids.set(row.libraryTrackId, row.guid);
    },
    putMemory({ wantedRecordingId: id, recording, decision, rejected, lastRejected, anew: mustRestate, lastTrackId, filedPath }) {
      putMatch(id, matchOf({ decision, rejected, lastRejected }));
      if (lastTrackId !== null) lastTracks.set(id, lastTrackId);
      if (filedPath !== null) filedPaths.set(id, filedPath);
      if (recording !== null) putWanted(id, recording);
      if (mustRestate) toRestate.add(id);
    },
    putFullSync() {
      synced = true;
    },
    mustRestate: (id) => toRestate.has(id),
    restated: (id) => void toRestate.delete(id),
    causeOf: causes.of,
    wants: (id) => wanted.has(id),
    holds: (id) => index.has(id),
    matchOf: matchNow,
    candidatesOf(id) {
      const outcome = this.judge(id);
      if (!outcome) return [];
      return outcome.kind === 'matched'
        ? [outcome.libraryTrackId]
        : outcome.kind === 'review'
          ? outcome.candidates.map((c) => c.libraryTrackId)
          : [];
    },
    take(envelope) {
      const event = published(envelope);
      switch (event.type) {
        case 'RecordingWanted': {
          const id = event.data.wantedRecordingId;
          putWanted(id, summaryOf(event.data.recording));
          toRestate.add(id);
          due.add(id);
          causes.note(id, causeOf(envelope));
          return;
        }
        case 'DescriptionEnriched': {
          const id = event.data.wantedRecordingId;
          if (!wanted.has(id)) return;
          wanted.set(id, summaryOf(event.data.recording));
          due.add(id);
          causes.note(id, causeOf(envelope));
          return;
        }
        case 'RecordingNoLongerWanted':
          wanted.delete(event.data.wantedRecordingId);
          open.delete(event.data.wantedRecordingId);
          toRestate.delete(event.data.wantedRecordingId);
          return;
        case 'TracksIndexed':
        case 'TracksChanged':
          for (const track of event.data.tracks) putInLibrary(libraryTrack(track), event.data.libraryAlbumId, causeOf(envelope));
          return;
        case 'TracksRemoved':
          for (const id of event.data.libraryTrackIds) takeFromLibrary(id, event.data.libraryAlbumId, causeOf(envelope));
          return;
        case 'LibrarySweepFinished':
          synced = true;
          return;
        case 'FilePublished':
          if (event.data.recordingId === null) return;
          filedPaths.set(event.data.recordingId, event.data.path);
          due.add(event.data.recordingId);
          causes.note(event.data.recordingId, causeOf(envelope));
          return;
        case 'RecordingMatched':
        case 'RecordingMissing':
        case 'MatchNeedsReview':
        case 'MatchConfirmed':
        case 'MatchRejected':
        case 'MatchDecisionUndone':
        case 'MatchLost': {
          const id = event.data.wantedRecordingId;
          putMatch(id, evolve(matchNow(id), event));
          toRestate.delete(id);
          if (event.type === 'MatchRejected') lastTracks.delete(id);
          else if (event.type === 'RecordingMatched' || event.type === 'MatchConfirmed') lastTracks.set(id, event.data.libraryTrackId);
          if (event.type !== 'MatchRejected' && event.type !== 'MatchDecisionUndone' && event.type !== 'MatchLost') return;
          due.add(id);
          causes.note(id, causeOf(envelope));
          return;
        }
        default:
          return;
      }
    },
    async due(pause = noPause) {
      if (!synced) return [];
      const [asked, everything, changed] = [[...due], everythingDue, changes];
      due.clear();
      everythingDue = false;
      changes = [];
      const concerned = !everything && changed.length > 0 && open.size > 0 ? await concernedBy(changed, pause) : [];
      causes.turn();
      if (everything) return [...new Set([...open, ...toRestate])];
      return [...new Set([...asked.filter((id) => open.has(id) || toRestate.has(id)), ...concerned])];
    },
    async lost(pause = noPause) {
      if (!synced) return [];
      const ids = [...maybeLost];
      maybeLost.clear();
      const lost: { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId }[] = [];
      for (const wantedRecordingId of ids) {
        const libraryTrackId = wanted.has(wantedRecordingId) ? heldTrack(wantedRecordingId) : null;
        if (libraryTrackId !== null && !index.has(libraryTrackId)) lost.push({ wantedRecordingId, libraryTrackId });
        await pause();
      }
      return lost;
    },
    judgeAllAgain() {
      everythingDue = true;
      for (const ids of holders.values()) for (const id of ids) maybeLost.add(id);
    },
    judge(id) {
      const recording = wanted.get(id);
      if (!recording) return null;
      const { rejected } = matchNow(id);
      const path = filedPaths.get(id);
      const filed = path === undefined ? undefined : paths.at(path);
      if (filed !== undefined && !rejected.has(filed)) return filedOutcome(filed);
      const allowed = (track: LibraryTrack) => !rejected.has(track.trackId as LibraryTrackId); // ids in the index are library track ids
      const wantedNow = wantedTrack(id, recording);
      const decision = decideMatch(wantedNow, { candidates: (w, limit) => index.candidates(w, limit).filter(allowed) }, limits);
      const outcome = outcomeOf(decision);
      // Missing for what a person said, and not for what the library holds.
      if (outcome.kind === 'missing' && rejected.size > 0 && decideMatch(wantedNow, index, limits).kind !== 'missing')
        return { ...outcome, rule: REJECTED_RULE };
      return outcome;
    },
  };
}

interface Change {
  readonly track: LibraryTrack;
  readonly cause: Cause | null;
}

const sameTrack = (a: LibraryTrack, b: LibraryTrack) =>
  a.title === b.title &&
  a.artist === b.artist &&
  a.albumArtist === b.albumArtist &&
  a.album === b.album &&
  a.durationMs === b.durationMs &&
  a.isrc === b.isrc &&
  a.mbid === b.mbid &&
  a.guid === b.guid &&
  a.path === b.path;

const trackOfRow = ({ libraryTrackId, title, artist, albumArtist, album, durationMs, isrc, mbid, guid, path }: LibraryIndexRow) => ({
  trackId: libraryTrackId,
  title,
  artist,
  albumArtist,
  album,
  durationMs,
  isrc,
  mbid,
  guid,
  path,
});

const libraryTrack = ({
  libraryTrackId,
  title,
  artist,
  albumArtist,
  album,
  durationMs,
  isrc,
  mbid,
  guid,
  path,
}: IndexedTrack): LibraryTrack => ({
  trackId: libraryTrackId,
  title,
  artist,
  albumArtist,
  album,
  durationMs,
  isrc,
  mbid: mbid ?? null,
  guid: guid ?? null,
  path,
});

const filedOutcome = (libraryTrackId: LibraryTrackId): MatchOutcome => ({
  kind: 'matched',
  libraryTrackId,
  confidence: 1,
  features: { title: 1, artist: 1, album: null, durationDeltaMs: null, versionEqual: true, isrcEqual: null },
  rule: FILED_RULE,
  rivals: [],
});

/** At most this many rivals are kept in an event; the rest says nothing new. */
const RIVALS_KEPT = 5;

function outcomeOf(decision: MatchDecision): MatchOutcome {
  const kept = (candidates: readonly RankedCandidate[]): readonly MatchCandidate[] =>
    candidates.slice(0, RIVALS_KEPT).map(({ track, confidence, features, vetoes }) => ({
      libraryTrackId: track.trackId as LibraryTrackId, // ids in the index are library track ids
      title: track.title,
      artist: track.artist,
      album: track.album,
      durationMs: track.durationMs,
      confidence,
      features,
      vetoes,
    }));
  switch (decision.kind) {
    case 'matched':
      return {
        kind: 'matched',
        libraryTrackId: decision.trackId as LibraryTrackId, // as above
        confidence: decision.confidence,
        features: decision.features,
        rule: decision.rule,
        rivals: kept(decision.rivals),
      };
    case 'review':
      return { kind: 'review', confidence: decision.confidence, rule: decision.rule, candidates: kept(decision.candidates) };
    case 'missing':
      return { kind: 'missing', rule: decision.rule, rivals: kept(decision.rivals) };
  }
}
