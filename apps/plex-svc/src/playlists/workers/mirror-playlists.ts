import type { MirroredPlaylistEvent } from '@soulsync/contracts';
import { aggregateDriver, beginning, continuing, messageOf } from '@soulsync/event-store';
import type { Position } from '@soulsync/event-store';
import { driverClock, storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { PlexServiceSettings } from '../../settings.js';
import type { MirroredPlaylist, MirroredPlaylistCommand } from '../domain/mirrored-playlist/mirrored-playlist.js';
import type { MirrorDue, MirrorStates } from '../store/mirror-states.js';
import { runContext } from './run-context.js';
import type { NextContext } from './run-context.js';
import type { MirroredPlaylists, PlaylistRuns } from './playlist-run.js';
import { WANTED_FROM } from '../store/wanted-list.js';
import type { WantedLists } from '../store/wanted-list.js';

export interface PlaylistMirrors extends Worker {
  readonly runs: PlaylistRuns;
  /** A person asked for something: it is its turn at once. */
  wake(mirrorId: string): void;
}

const [SHORTEST_POLL_MS, LONGEST_POLL_MS] = [1_000, 5_000];
/** Waits after failures, the last one from then on. */
const RETRY_MS = [2_000, 5_000, 15_000, 60_000, 300_000];
/** Until a read model that lags is looked at again. */
const BEHIND_MS = 200;
/** While things keep changing, or files keep coming, it is written all the same, once in so many waits. */
const LONGEST_WAITS = 10;

interface Seen {
  readonly fingerprint: string;
  readonly sinceMs: number;
  /** Since it differs from what was last run over. */
  readonly differsSinceMs: number;
}

/**
 * Keeps the mirrored playlists of one server in step. Whether one is due is read from what is wanted and where it is, not from single events:
 * so nothing is missed by a restart. One write lane a server; each server has a worker of its own, so that one that is away holds up no other.
 */
export function mirrorPlaylists(
  kit: Kit<PlexConfig>,
  settings: Pick<PlexServiceSettings, 'mirrors' | 'scans'>,
  mirrors: MirroredPlaylists,
  runs: PlaylistRuns,
  lists: WantedLists,
  states: MirrorStates,
): PlaylistMirrors {
  const times = storedTimes(kit.clock);
  const { kind } = runs.server;
  const seen = new Map<string, Seen>();
  let polledAt: Position | null = null;
  const name = `mirror-playlists-${kind}`;

  const driver = aggregateDriver<string, MirroredPlaylistCommand, MirroredPlaylist, MirroredPlaylistEvent>({
    name,
    aggregates: mirrors,
    async open({ except, limit }) {
      const isKnown = new Set(except);
      const due: string[] = [];
      for (const mirror of await poll())
        if (due.length < limit && !isKnown.has(mirror.mirrorId) && (await isDue(mirror))) due.push(mirror.mirrorId);
      return due;
    },
    async step({ id, state, lastEvent }) {
      if (state.status !== 'on') return 'over';
      const mirror = await states.find(id);
      if (!mirror) return { waitMs: BEHIND_MS };
      if (!(await isDue(mirror))) return 'over';
      // What a person asked for is gone on with; what only fell due begins a correlation of its own.
      const begin = state.expected || state.restoring !== null ? continuing : beginning;
      const first = begin(lastEvent, { actor: { kind: 'process', id: name }, time: kit.clock.now() });
      await kit.tasks.ran({ name: 'write-playlists', of: kind }, () => run(mirror, runContext(kit.clock, first)));
      return 'over';
    },
    concurrency: 1,
    backoff: RETRY_MS,
    onTrouble: ({ id, error, isTransient, failures }) => {
      const what = { mirrorId: id, error: messageOf(error) };
      if (failures === 1) kit.logger.warn('a mirrored playlist could not be brought into step and is tried again', what);
      else if (!isTransient) kit.logger.error('a mirrored playlist fails on and on', { ...what, failures });
    },
    pollMs: () => Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, settings.mirrors().debounceMs / 6)),
    clock: driverClock(kit),
    logger: kit.logger,
  });

  /** All that are switched on, each with what is wanted of it noted. */
  async function poll(): Promise<readonly MirrorDue[]> {
    const end = await kit.store.lastPosition();
    const moved = end !== polledAt;
    if (moved && end !== null && !(await kit.projections.waitFor(end, WANTED_FROM))) return []; // half of what happened is no list
    const libraryIds = await lists.libraryIds(kind);
    const all = await states.of(kind);
    for (const mirror of all) if (moved || !seen.has(mirror.mirrorId)) await note(mirror, libraryIds);
    polledAt = end;
    return all;
  }

  async function note({ mirrorId, playlistId, fingerprint: ranOver }: MirrorDue, libraryIds: readonly string[]): Promise<void> {
    const fingerprint = await lists.fingerprint(playlistId, libraryIds);
    const before = seen.get(mirrorId);
    const now = kit.clock.monotonicMs();
    const sinceMs = before?.fingerprint === fingerprint ? before.sinceMs : now;
    const differed = before !== undefined && before.fingerprint !== ranOver;
    const differsSinceMs = differed ? before.differsSinceMs : now;
    seen.set(mirrorId, { fingerprint, sinceMs, differsSinceMs });
  }

  async function isDue({ mirrorId, playlistId, state, followed, unfinished, ranAtMs, fingerprint, askedAt }: MirrorDue): Promise<boolean> {
    if (askedAt !== null) return true;
    if (state === 'restoring' || unfinished) return true;
    if (state === 'resting' || !followed) return false;
    const { everyMinutes, debounceMs } = settings.mirrors();
    const known = seen.get(mirrorId);
    const now = kit.clock.monotonicMs();
    if (!known) return false;
    if (known.fingerprint === fingerprint) return ranAtMs === null || times.ageMs(mirrorId, ranAtMs) >= everyMinutes * 60_000;
    if (now >= known.differsSinceMs + LONGEST_WAITS * debounceMs) return true;
    return now >= known.sinceMs + debounceMs && !(await lists.isBeingIndexed(playlistId, settings.scans().deadlineMs));
  }

  async function run({ mirrorId, playlistId, askedAt }: MirrorDue, nextContext: NextContext): Promise<void> {
    // Read before the run: what changes meanwhile makes another one due.
    const fingerprint = await lists.fingerprint(playlistId, await lists.libraryIds(kind));
    try {
      await runs.run(mirrorId, askedAt !== null, nextContext);
      await states.ran(mirrorId, fingerprint, askedAt);
      seen.delete(mirrorId);
    } catch (error) {
      await states.failed(mirrorId, messageOf(error));
      throw error;
    } finally {
      kit.live.records('playlist-mirrors', [mirrorId]);
    }
  }

  return { name, runs, wake: driver.wake, run: driver.run };
}
