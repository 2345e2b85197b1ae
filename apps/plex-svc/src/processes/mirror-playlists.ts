import { messageOf } from '@soulsync/event-store';
import type { Position } from '@soulsync/event-store';
import { storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../config.js';
import type { MirrorDue, PlaylistMirrorMarks } from './playlist-mirror-marks.js';
import type { PlaylistRuns } from './playlist-run.js';
import { WANTED_FROM } from './wanted-list.js';
import type { WantedLists } from './wanted-list.js';

export interface PlaylistMirrors extends Worker {
  readonly runs: PlaylistRuns;
  /** Looks at once: a person asked for something. */
  wake(): void;
}

const [SHORTEST_LOOK_MS, LONGEST_LOOK_MS] = [1_000, 5_000];
/** Waits after failures, the last one from then on. */
const RETRY_MS = [2_000, 5_000, 15_000, 60_000, 300_000];
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
export function mirrorPlaylists(kit: Kit<PlexConfig>, runs: PlaylistRuns, lists: WantedLists, marks: PlaylistMirrorMarks): PlaylistMirrors {
  const { config } = kit;
  const times = storedTimes(kit.clock);
  const { kind } = runs.server;
  const lookMs = Math.min(LONGEST_LOOK_MS, Math.max(SHORTEST_LOOK_MS, config.mirrorDebounceMs / 6));
  const seen = new Map<string, Seen>();
  const failures = new Map<string, { count: number; askedAtMs: number | null; untilMs: number }>();
  let lookedAt: Position | null = null;
  let woken = new AbortController();

  async function look(signal: AbortSignal): Promise<void> {
    const end = await kit.store.lastPosition();
    const moved = end !== lookedAt;
    if (moved && end !== null && !(await kit.projections.waitFor(end, WANTED_FROM))) return; // half a story is no list
    const libraryIds = await lists.libraryIds(kind);
    for (const mirror of await marks.of(kind)) {
      if (signal.aborted) return;
      if (moved || !seen.has(mirror.mirrorId)) await note(mirror, libraryIds);
      if (!(await isDue(mirror))) continue;
      await run(mirror);
    }
    lookedAt = end;
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
    const now = kit.clock.monotonicMs();
    const failed = failures.get(mirrorId);
    const askedAnew = askedAt !== null && askedAt.getTime() !== failed?.askedAtMs;
    if (failed && now < failed.untilMs && !askedAnew) return false;
    if (askedAt !== null) return true;
    if (state === 'restoring' || unfinished) return true;
    if (state === 'resting' || !followed) return false;
    const known = seen.get(mirrorId);
    if (!known) return false;
    if (known.fingerprint === fingerprint) return ranAtMs === null || times.ageMs(mirrorId, ranAtMs) >= config.mirrorEveryMinutes * 60_000;
    if (now >= known.differsSinceMs + LONGEST_WAITS * config.mirrorDebounceMs) return true;
    return now >= known.sinceMs + config.mirrorDebounceMs && !(await lists.isBeingIndexed(playlistId, config.scanDeadlineMs));
  }

  async function run({ mirrorId, playlistId, askedAt }: MirrorDue): Promise<void> {
    // Read before the run: what changes meanwhile makes another one due.
    const fingerprint = await lists.fingerprint(playlistId, await lists.libraryIds(kind));
    try {
      await runs.run(mirrorId, askedAt !== null);
      await marks.ran(mirrorId, fingerprint, askedAt);
      failures.delete(mirrorId);
      seen.delete(mirrorId);
    } catch (error) {
      const count = failures.get(mirrorId)?.count ?? 0;
      const untilMs = kit.clock.monotonicMs() + (RETRY_MS[Math.min(count, RETRY_MS.length - 1)] ?? 0);
      failures.set(mirrorId, { count: count + 1, askedAtMs: askedAt?.getTime() ?? null, untilMs });
      if (count === 0)
        kit.logger.warn('a mirrored playlist could not be brought into step and is tried again', { mirrorId, error: messageOf(error) });
      await marks.failed(mirrorId, messageOf(error));
    }
    kit.live.records('playlist-mirrors', [mirrorId]);
  }

  return {
    name: `mirror-playlists-${kind}`,
    runs,
    wake: () => woken.abort(),
    async run(signal) {
      while (!signal.aborted) {
        woken = new AbortController();
        await look(signal);
        await kit.sleep(lookMs, signal, woken.signal);
      }
    },
  };
}
