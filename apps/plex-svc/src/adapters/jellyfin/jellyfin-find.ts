import type { PathMap } from '../../library/domain/library/path-map.js';
import type { ServerTrack, SoughtFile } from '../../library/ports/library-server.js';
import { tracksOf } from './jellyfin-listing.js';
import type { JellyfinListing } from './jellyfin-listing.js';
import { serverTrack, trackFields } from './jellyfin-tracks.js';

/** The server reads all its names for each of these. */
const TITLES_AT_ONCE = 5;
const LONGEST_TERM = 80;

/**
 * Looks for files by their paths: first among what was saved since, then, some at a time and the next ones the next time, by their titles, since
 * the server may have seen a file before we asked it to.
 */
export function jellyfinFind(listing: JellyfinListing, paths: PathMap, sections: () => Promise<readonly string[]>, aheadMs: () => number) {
  let turn = 0;
  return async (files: readonly SoughtFile[], sinceMs: number): Promise<ReadonlyMap<string, ServerTrack>> => {
    const wanted = new Set(files.map(({ path }) => path));
    const found = new Map<string, ServerTrack>();
    const keys = await sections();

    async function ask(query: Readonly<Record<string, string>>): Promise<void> {
      for (const section of keys)
        for (const row of await listing.all({ ...tracksOf(section), fields: trackFields, ...query })) {
          const track = serverTrack(section, paths, row);
          const path = [track, ...(track?.otherFiles ?? [])].find((file) => file?.path && wanted.has(file.path))?.path;
          if (track && path && track.durationMs !== null) found.set(path, track);
        }
    }

    const titled = files.filter(({ title }) => title);
    // Without a time or a title there is nothing to ask but for everything.
    if (sinceMs > 0 || titled.length < files.length) await ask({ minDateLastSaved: new Date(sinceMs + aheadMs()).toISOString() });
    const missing = titled.filter(({ path }) => !found.has(path));
    const from = turn % Math.max(1, missing.length);
    turn = from + TITLES_AT_ONCE;
    for (const { path, title } of [...missing.slice(from), ...missing.slice(0, from)].slice(0, TITLES_AT_ONCE))
      if (!found.has(path)) await ask({ searchTerm: [...(title ?? '').toWellFormed()].slice(0, LONGEST_TERM).join('') });
    return found;
  };
}
