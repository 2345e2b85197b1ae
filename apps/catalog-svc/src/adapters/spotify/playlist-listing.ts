import type { Instant } from '@soulsync/contracts';
import type { DuePlaylists, PlaylistProbe } from '../../playlists/ports/playlist-source.js';
import type { SpotifyClient } from './spotify-client.js';
import type { WirePlaylist } from './spotify-wire.js';

interface Listing {
  readonly begunAt: Instant;
  /** Pages that all of it takes. */
  readonly pages: number;
  readonly known: ReadonlyMap<string, PlaylistProbe>;
}

const PAGE = 50;

export const probeOf = ({ name, snapshot_id: snapshotId }: WirePlaylist): PlaylistProbe => ({
  name: name?.trim() || 'Untitled playlist',
  snapshotId: snapshotId ?? null,
});

/**
 * What the user's own list says of playlists: one call for fifty of them. It is asked where that is cheaper than asking for each that is due,
 * and a listing that was begun after a playlist was due says of it what asking now would.
 */
export function playlistListing(client: Pick<SpotifyClient, 'myPlaylists' | 'isSignedIn'>, now: () => Instant) {
  let last: Listing | null = null;
  let running: Promise<Listing> | null = null;

  async function list(due: number): Promise<Listing> {
    const begunAt = now();
    const known = new Map<string, PlaylistProbe>();
    let [offset, total] = [0, 1];
    do {
      const page = await client.myPlaylists(offset, PAGE);
      total = page.total ?? page.items.length;
      for (const one of page.items) if (one?.id !== undefined) known.set(one.id, probeOf(one));
      offset += PAGE;
      if (page.items.length === 0) break;
    } while (offset < total && Math.ceil(total / PAGE) < due);
    return { begunAt, pages: Math.ceil(total / PAGE), known };
  }

  return {
    /** null: it is to be asked for by itself. */
    async probe(id: string, due: DuePlaylists | undefined): Promise<PlaylistProbe | null> {
      if (!client.isSignedIn || due === undefined) return null;
      if (running) await running.catch(() => undefined); // whoever began it hears of it
      if (last === null || last.begunAt < due.since) {
        if (due.playlists <= (last?.pages ?? 1)) return null;
        running ??= list(due.playlists).finally(() => (running = null));
        last = await running;
      }
      return last.known.get(id) ?? null;
    },
  };
}
