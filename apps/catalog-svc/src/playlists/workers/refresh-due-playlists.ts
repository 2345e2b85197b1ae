import type { EventEnvelope, PlaylistId } from '@soulsync/contracts';
import { aggregateDriver, messageOf } from '@soulsync/event-store';
import { driverClock, storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import type { CatalogSettings } from '../../settings.js';
import type { PlaylistSource } from '../ports/playlist-source.js';
import { refreshSchedule } from '../store/refresh-schedule.js';
import type { RefreshTimes, ScheduledPlaylist } from '../store/refresh-schedule.js';
import { refreshPlaylist } from './refresh-playlist.js';
import type { IdentifyRecordings, Playlists, Refreshed } from './refresh-playlist.js';

const MINUTE_MS = 60_000;
/** Waits after the first, second, … failed read; the playlist's own interval caps them. */
const RETRY_MS = [10_000, 60_000, 300_000, 900_000];
const SIDE_BY_SIDE = 3;
/** A playlist may be read early by this share of its interval, when another one is due. */
const EARLY = 1 / 12;
const SEEN_MS = 5 * MINUTE_MS;
/** A person wants it to be read now, not at the next poll. */
const WAKING: readonly string[] = ['PlaylistFollowed', 'PlaylistResumed'];

const intervalMsOf = ({ refreshEveryMinutes }: Pick<ScheduledPlaylist, 'refreshEveryMinutes'>) => (refreshEveryMinutes ?? 360) * MINUTE_MS;
const ofPlaylist = (id: PlaylistId) => `playlist-unreadable:${id}` as const;

/** Reads every followed playlist when its time has come, three side by side. Rests while `source` is null: nothing is set up that is asked. */
export function refreshDuePlaylists(
  kit: Kit<CatalogConfig>,
  settings: Pick<CatalogSettings, 'schedule'>,
  playlists: Playlists,
  identify: IdentifyRecordings,
  source: () => PlaylistSource | null,
): Worker {
  const times = storedTimes(kit.clock);
  const schedule = refreshSchedule(kit.dataSource);
  let dueNow = 1;
  kit.tasks.offer(() => [
    {
      name: 'refresh-playlists',
      everySeconds: null,
      nextRunAt: async () => {
        const [next] = source() === null ? [] : await schedule.scheduled();
        return next ? (next.nextReadAt?.toISOString() ?? kit.clock.now()) : null;
      },
      runNow: () => schedule.allReadAt(kit.clock.now()),
    },
  ]);
  return aggregateDriver({
    name: 'refresh-due-playlists',
    actor: { kind: 'schedule', id: 'refresh-playlist' },
    correlation: 'own',
    aggregates: playlists,
    async open({ except, limit }) {
      if (source() === null) return [];
      const isKnown = new Set<PlaylistId>(except);
      const scheduled = await schedule.scheduled();
      // One that is due takes those along that would be so soon: a list of all may cost no more than it alone.
      if (!scheduled.some((playlist) => isDue(playlist.id, playlist, playlist, 0))) return [];
      const allDue = scheduled.filter((playlist) => isDue(playlist.id, playlist, playlist));
      dueNow = allDue.length;
      const due = allDue.filter(({ id }) => !isKnown.has(id));
      return due.slice(0, limit).map(({ id }) => id);
    },
    async step({ id, state, context }) {
      const asked = source();
      if (asked === null || state.status !== 'following' || state.source !== 'spotify') return 'over';
      const before = await schedule.timesOf(id);
      if (!isDue(id, state, before)) return 'over';
      const begun = context();
      const due = before.nextReadAt && { since: sinceOf(before.nextReadAt, begun.time), playlists: dueNow };
      const refreshed = await kit.tasks.ran(
        { name: 'refresh-playlists' },
        () => refreshPlaylist(playlists, identify, asked, id, begun, due ?? undefined),
        { problemOf: (answer) => (answer.kind === 'trouble' ? answer.trouble.message : null) },
      );
      const waitMs = waitAfter(refreshed, intervalMsOf(state), before.failures ?? 0);
      const nextReadAt = new Date(Date.parse(begun.time) + waitMs).toISOString();
      report(id, state, before, refreshed, nextReadAt);
      await schedule.keep(id, nextReadAt, refreshed.kind === 'trouble' ? (before.failures ?? 0) + 1 : 0);
      kit.live.records('playlists', [id]);
      return 'over';
    },
    concurrency: SIDE_BY_SIDE,
    backoff: RETRY_MS,
    onTrouble: ({ id, error, isTransient, waitMs }) => {
      const what = { playlistId: id, error: messageOf(error), waitMs };
      if (isTransient) return kit.logger.warn('a playlist could not be refreshed and is tried again', what);
      kit.logger.error('refreshing a playlist failed', { ...what, stack: error instanceof Error ? error.stack : undefined });
      if (id !== null)
        kit.health.raise({
          code: ofPlaylist(id),
          level: 'warning',
          params: { name: null, cause: 'failed', detail: messageOf(error) },
        });
    },
    wakes: { store: kit.store, idOf },
    pollMs: () => settings.schedule().pollMs,
    clock: driverClock(kit),
    logger: kit.logger,
  });

  function isDue(
    id: PlaylistId,
    playlist: Pick<ScheduledPlaylist, 'refreshEveryMinutes'>,
    { nextReadAt, failures }: RefreshTimes,
    earlyMs = failures ? 0 : intervalMsOf(playlist) * EARLY,
  ): boolean {
    return nextReadAt === null || times.leftMs(id, nextReadAt.getTime(), intervalMsOf(playlist)) <= earlyMs;
  }

  /** Trouble of the account is one health issue, trouble of one playlist is its own. */
  function report(
    id: PlaylistId,
    { name }: Pick<ScheduledPlaylist, 'name'>,
    { failures }: RefreshTimes,
    refreshed: Refreshed,
    nextTryAt: string,
  ): void {
    if (refreshed.kind !== 'trouble') {
      kit.connections.ok('spotify');
      for (const code of ['spotify-sign-in', 'spotify-refuses', 'spotify-unavailable', 'spotify-rate-limited', ofPlaylist(id)] as const)
        kit.health.clear(code);
      return;
    }
    const { reason, message } = refreshed.trouble;
    if (reason === 'sign-in-needed')
      kit.health.raise({
        code: 'spotify-sign-in',
        level: 'error',
        params: { detail: message },
      });
    else if (reason === 'app-refused') kit.health.raise({ code: 'spotify-refuses', level: 'error', params: { detail: message } });
    else if (reason === 'rate-limited')
      kit.health.raise({
        code: 'spotify-rate-limited',
        level: 'warning',
        params: { detail: message, nextTryAt },
      });
    else if (reason === 'unavailable')
      kit.health.raise({
        code: 'spotify-unavailable',
        level: 'warning',
        params: { detail: message, nextTryAt },
      });
    else
      kit.health.raise({
        code: ofPlaylist(id),
        level: 'warning',
        params: { name, cause: reason, detail: message },
      });
    const accountTrouble = reason === 'sign-in-needed' || reason === 'app-refused' || reason === 'rate-limited' || reason === 'unavailable';
    if (accountTrouble) kit.connections.failing('spotify', message, nextTryAt);
    else {
      kit.connections.ok('spotify');
      if (!failures) kit.logger.warn('a playlist could not be read', { playlistId: id, cause: reason, detail: message, nextTryAt });
    }
  }
}

/** What was seen since it was due says how it stands, and so does what was seen minutes ago where nobody asked since. */
function sinceOf(nextReadAt: Date, now: string): string {
  const minutesAgo = Date.parse(now) - SEEN_MS;
  const dueMs = nextReadAt.getTime();
  return new Date(dueMs > minutesAgo && dueMs <= Date.parse(now) ? dueMs : minutesAgo).toISOString();
}

function waitAfter(refreshed: Refreshed, intervalMs: number, failures: number): number {
  if (refreshed.kind !== 'trouble') return intervalMs;
  const retryMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? intervalMs;
  return Math.min(intervalMs, Math.max(refreshed.trouble.retryAfterMs ?? 0, retryMs));
}

const idOf = ({ aggregateType, aggregateId, type }: EventEnvelope): PlaylistId | null =>
  aggregateType === 'followed-playlist' && WAKING.includes(type) ? (aggregateId as PlaylistId) : null; // the stream's id is the playlist's
