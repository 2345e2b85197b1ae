import { published } from '@soulsync/contracts';
import type {
  EventEnvelope,
  IndexedTrack,
  LibraryTrackId,
  MatchCandidate,
  RecordingDescription,
  WantedRecordingId,
} from '@soulsync/contracts';
import { createLibraryIndex, decideMatch } from '@soulsync/music';
import type { LibraryTrack, MatchDecision, MatchLimits, RankedCandidate } from '@soulsync/music';
import { evolve, undecided } from '../domain/match/match.js';
import type { Match, MatchOutcome } from '../domain/match/match.js';

/** Rule of a track that lies where we filed this very recording. */
export const FILED_RULE = 'filed';

/**
 * All that matching needs to know, in memory and fed by events: the library index, what is wanted, what was decided. It says which
 * recordings are due for a decision; nothing is due before a complete sweep told what the library holds.
 */
export interface MatchDesk {
  take(event: EventEnvelope): void;
  /** Recordings to look at again, each answered once. */
  due(): readonly WantedRecordingId[];
  /** Recordings whose matched track is no longer in the library, each answered once. */
  lost(): readonly { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId }[];
  /** null: nothing is wanted under this id. */
  judge(id: WantedRecordingId): MatchOutcome | null;
  holds(id: LibraryTrackId): boolean;
  /** What a person sees as candidates of a recording, to reject all of them. */
  candidatesOf(id: WantedRecordingId): readonly LibraryTrackId[];
  readonly swept: boolean;
  readonly size: number;
}

export function createMatchDesk(limits: Partial<MatchLimits> = {}): MatchDesk {
  const index = createLibraryIndex();
  const wanted = new Map<WantedRecordingId, RecordingDescription>();
  const matches = new Map<WantedRecordingId, Match>();
  /** Where we filed a recording, and who holds a path in the library. */
  const filedPaths = new Map<WantedRecordingId, string>();
  const trackAtPath = new Map<string, LibraryTrackId>();
  const due = new Set<WantedRecordingId>();
  /** Another library: everything undecided is looked at again. */
  let libraryChanged = false;
  /** The server's lasting name of the track a recording had: it is known again when the server's keys change. */
  const heldGuids = new Map<WantedRecordingId, string>();
  let swept = false;

  const matchOf = (id: WantedRecordingId) => matches.get(id) ?? undecided;
  const heldTrack = (id: WantedRecordingId) => {
    const { decision } = matchOf(id);
    return decision.kind === 'matched' || decision.kind === 'confirmed' ? decision.libraryTrackId : null;
  };

  function index1(track: IndexedTrack): void {
    const known = index.get(track.libraryTrackId);
    if (known?.path) trackAtPath.delete(known.path);
    index.upsert(libraryTrack(track));
    if (track.path) trackAtPath.set(track.path, track.libraryTrackId);
  }

  function remove(id: LibraryTrackId): void {
    const known = index.get(id);
    if (known?.path) trackAtPath.delete(known.path);
    index.remove(id);
  }

  return {
    get swept() {
      return swept;
    },
    get size() {
      return index.size;
    },
    holds: (id) => index.has(id),
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
        case 'RecordingWanted':
          wanted.set(event.data.wantedRecordingId, event.data.recording);
          due.add(event.data.wantedRecordingId);
          return;
        case 'RecordingNoLongerWanted':
          wanted.delete(event.data.wantedRecordingId);
          due.delete(event.data.wantedRecordingId);
          return;
        case 'TracksIndexed':
        case 'TracksChanged':
          event.data.tracks.forEach(index1);
          libraryChanged = true;
          return;
        case 'TracksRemoved':
          event.data.libraryTrackIds.forEach(remove);
          libraryChanged = true;
          return;
        case 'LibrarySweepFinished':
          swept = true;
          return;
        case 'FilePublished':
          filedPaths.set(event.data.acquisitionId, event.data.path);
          due.add(event.data.acquisitionId);
          return;
        case 'RecordingMatched':
        case 'RecordingMissing':
        case 'MatchNeedsReview':
        case 'MatchConfirmed':
        case 'MatchRejected':
        case 'MatchLost': {
          const id = event.data.wantedRecordingId;
          matches.set(id, evolve(matchOf(id), event));
          if (event.type === 'MatchRejected') heldGuids.delete(id);
          else if (event.type === 'RecordingMatched' || event.type === 'MatchConfirmed') {
            const guid = index.get(event.data.libraryTrackId)?.guid;
            if (guid) heldGuids.set(id, guid);
          }
          if (event.type === 'MatchRejected' || event.type === 'MatchLost') due.add(id);
          return;
        }
        default:
          return;
      }
    },
    due() {
      if (!swept) return [];
      const ids = [...(libraryChanged ? wanted.keys() : due)].filter((id) => wanted.has(id) && heldTrack(id) === null);
      due.clear();
      libraryChanged = false;
      return ids;
    },
    lost() {
      if (!swept) return [];
      return [...wanted.keys()].flatMap((wantedRecordingId) => {
        const libraryTrackId = heldTrack(wantedRecordingId);
        return libraryTrackId !== null && !index.has(libraryTrackId) ? [{ wantedRecordingId, libraryTrackId }] : [];
      });
    },
    judge(id) {
      const recording = wanted.get(id);
      if (!recording) return null;
      const { rejected } = matchOf(id);
      const path = filedPaths.get(id);
      const filed = path === undefined ? undefined : trackAtPath.get(path);
      if (filed !== undefined && !rejected.has(filed)) return filedOutcome(filed);
      const allowed = (track: LibraryTrack) => !rejected.has(track.trackId as LibraryTrackId); // ids in the index are library track ids
      const { title, artists, album, durationMs, isrc, mbid = null } = recording;
      const guid = heldGuids.get(id) ?? null;
      return outcomeOf(
        decideMatch(
          { title, artists, album, durationMs, isrc, mbid, guid },
          { candidates: (w, limit) => index.candidates(w, limit).filter(allowed) },
          limits,
        ),
      );
    },
  };
}

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
