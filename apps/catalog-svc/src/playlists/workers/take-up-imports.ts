import { isOutage, messageOf } from '@soulsync/event-store';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import type { PlaylistImport, PlaylistImports } from '../store/playlist-imports.js';
import { storeRead } from './refresh-playlist.js';
import type { IdentifyRecordings, Playlists } from './refresh-playlist.js';

/** For an import that another replica accepted, or that waits for the log. */
const POLL_MS = 5_000;
/** Then it waits for the next start, and the next one is taken up. */
const TRIES = 3;

export interface ImportWorker extends Worker {
  /** There is something to do. */
  wake(): void;
}

/** Brings accepted imports into the log, one after the other, each from where it was: a second time nothing is stored twice. */
export function takeUpImports(
  kit: Pick<Kit<CatalogConfig>, 'sleep' | 'logger' | 'health' | 'live'>,
  playlists: Playlists,
  identify: IdentifyRecordings,
  imports: PlaylistImports,
): ImportWorker {
  const failures = new Map<string, number>();
  let waking = new AbortController();

  async function store({ importId, playlistId, follow, context }: PlaylistImport): Promise<void> {
    if (follow) await playlists(playlistId, { type: 'FollowPlaylist', data: follow }, context);
    const state = await playlists.load(playlistId);
    // Unfollowed meanwhile: nobody wants the rest.
    if (state.status === 'following') {
      const entries = await imports.entriesOf(importId);
      const read = { name: state.name, snapshotId: null, entries };
      await storeRead(playlists, identify, state, read, context, async (stored) => {
        await imports.progress(importId, stored);
        kit.live.records('playlists', [playlistId]);
      });
    }
    await imports.done(importId);
    kit.live.records('playlists', [playlistId]);
  }

  async function failed({ importId, playlistId }: PlaylistImport, error: unknown): Promise<void> {
    if (isOutage(error)) throw error;
    const times = (failures.get(importId) ?? 0) + 1;
    failures.set(importId, times);
    kit.logger.error('an import could not be stored', { importId, playlistId, times, error: messageOf(error) });
    if (times < TRIES) return;
    await imports.report(importId, messageOf(error));
    kit.health.raise({
      code: `playlist-import-failed:${playlistId}`,
      level: 'error',
      params: { detail: messageOf(error) },
    });
    kit.live.records('playlists', [playlistId]);
  }

  return {
    name: 'take-up-imports',
    wake: () => waking.abort(),
    async run(signal) {
      while (!signal.aborted) {
        waking = new AbortController();
        const due = (await imports.pending()).filter(({ importId }) => (failures.get(importId) ?? 0) < TRIES);
        for (const one of due) {
          if (signal.aborted) return;
          await store(one).catch((error: unknown) => failed(one, error));
        }
        if (due.length === 0) await kit.sleep(POLL_MS, signal, waking.signal);
      }
    },
  };
}
