import type { PlaylistId } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import { storedTimes } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import type { PlaylistSource } from '../ports/playlist-source.js';
import { refreshPlaylist } from './refresh-playlist.js';
import type { Playlists } from './refresh-playlist.js';

const MINUTE_MS = 60_000;
/** Waits after the first, second, … failed read; the playlist's own interval caps them. */
const RETRY_MS = [10_000, 60_000, 300_000, 900_000];
const SIDE_BY_SIDE = 3;

interface Scheduled {
  readonly id: PlaylistId;
  readonly name: string;
  readonly refreshEveryMinutes: number | null;
  readonly failures: number | null;
  /** null: never read. */
  readonly nextReadAt: Date | null;
}

const intervalMsOf = ({ refreshEveryMinutes }: Scheduled) => (refreshEveryMinutes ?? 360) * MINUTE_MS;

/** Reads every followed playlist when its time has come, three side by side. The times are no events: a lost table only means one early look. */
export function refreshDuePlaylists(kit: Kit<CatalogConfig>, playlists: Playlists, source: PlaylistSource): Worker {
  const times = storedTimes(kit.clock);
  return {
    name: 'refresh-due-playlists',
    async run(signal) {
      while (!signal.aborted) {
        const due = (await scheduled()).filter(isDue).slice(0, SIDE_BY_SIDE);
        await Promise.all(due.map(refresh));
        if (due.length < SIDE_BY_SIDE) await kit.sleep(kit.config.scheduleLookMs, signal);
      }
    },
  };

  function scheduled(): Promise<readonly Scheduled[]> {
    return kit.dataSource.query(
      `SELECT p."id", p."name", p."refreshEveryMinutes", s."failures", s."nextReadAt"
         FROM catalog.playlists p LEFT JOIN catalog.refresh_schedule s ON s."playlistId" = p."id"
        WHERE p."source" = 'spotify' AND p."status" <> 'unfollowed' ORDER BY s."nextReadAt" NULLS FIRST`,
    );
  }

  function isDue(playlist: Scheduled): boolean {
    const { id, nextReadAt } = playlist;
    return nextReadAt === null || times.leftMs(id, nextReadAt.getTime(), intervalMsOf(playlist)) <= 0;
  }

  async function refresh(playlist: Scheduled): Promise<void> {
    const time = kit.clock.now();
    const id = newId();
    const refreshed = await refreshPlaylist(playlists, source, playlist.id, {
      commandId: id,
      correlationId: id,
      causationId: null,
      actor: 'schedule:refresh-playlist',
      traceparent: null,
      time,
    });
    const intervalMs = intervalMsOf(playlist);
    const failures = refreshed.kind === 'trouble' ? (playlist.failures ?? 0) + 1 : 0;
    const retryMs = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? intervalMs;
    const waitMs = refreshed.kind === 'trouble' ? Math.min(intervalMs, Math.max(refreshed.trouble.retryAfterMs ?? 0, retryMs)) : intervalMs;
    const nextReadAt = new Date(Date.parse(time) + waitMs).toISOString();
    tell(playlist, refreshed, nextReadAt);
    await kit.dataSource.query(
      `INSERT INTO catalog.refresh_schedule ("playlistId", "nextReadAt", "failures") VALUES ($1, $2, $3)
       ON CONFLICT ("playlistId") DO UPDATE SET "nextReadAt" = excluded."nextReadAt", "failures" = excluded."failures"`,
      [playlist.id, nextReadAt, failures],
    );
    kit.live.records('playlists', [playlist.id]);
  }

  /** Trouble of the account is one health issue, trouble of one playlist is its own. */
  function tell(playlist: Scheduled, refreshed: Awaited<ReturnType<typeof refreshPlaylist>>, nextTryAt: string): void {
    const ofPlaylist = `playlist-unreadable:${playlist.id}`;
    if (refreshed.kind !== 'trouble') {
      kit.connections.ok('spotify');
      for (const code of ['spotify-sign-in', 'spotify-unavailable', 'spotify-rate-limited', ofPlaylist]) kit.health.clear(code);
      return;
    }
    const { reason, message } = refreshed.trouble;
    if (reason === 'sign-in-needed')
      kit.health.raise({
        code: 'spotify-sign-in',
        level: 'error',
        message,
        advice: 'Sign in to Spotify again under Settings; nothing that is stored was touched.',
      });
    else if (reason === 'rate-limited')
      kit.health.raise({
        code: 'spotify-rate-limited',
        level: 'warning',
        message,
        advice: `Nothing to do: the next try is at ${nextTryAt}.`,
      });
    else if (reason === 'unavailable')
      kit.health.raise({
        code: 'spotify-unavailable',
        level: 'warning',
        message,
        advice: `Nothing to do: it is tried again at ${nextTryAt}.`,
      });
    else
      kit.health.raise({
        code: ofPlaylist,
        level: 'warning',
        message: `"${playlist.name}": ${message}`,
        advice: 'What is known of the playlist is kept. Open the playlist to see what can be done.',
      });
    const accountTrouble = reason === 'sign-in-needed' || reason === 'rate-limited' || reason === 'unavailable';
    if (accountTrouble) kit.connections.failing('spotify', message, nextTryAt);
    else {
      kit.connections.ok('spotify');
      if (!playlist.failures)
        kit.logger.warn('a playlist could not be read', { playlistId: playlist.id, cause: reason, detail: message, nextTryAt });
    }
  }
}
