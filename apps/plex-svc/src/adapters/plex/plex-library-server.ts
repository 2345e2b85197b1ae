import { Unavailable } from '@soulsync/service-kit';
import type { LibraryServer, ScanProgress, ServerTrack } from '../../ports/library-server.js';
import type { PathMap } from './path-map.js';
import type { PlexClient } from './plex-client.js';
import { serverTrack } from './plex-tracks.js';
import { numberOf } from './plex-wire.js';
import type { WireContainer, WireSection, WireTrack } from './plex-wire.js';

export interface PlexLibraryOptions {
  /** null: the first section of type artist. */
  readonly section: string | null;
  readonly pageSize: number;
  readonly paths: PathMap;
  /** The server that is connected now, since a person may choose another; null or absent: the one first met. */
  readonly serverNow?: () => string | null;
}

const TRACKS = '10';
/** Never seen running for so long: it may have been quick, so the files are looked for all the same. */
const NEVER_SEEN_MS = 60_000;

interface Page {
  readonly items: readonly WireTrack[];
  /** Rows as counted, whatever they are. */
  readonly given: number;
  readonly total: number | null;
}

/** One music section of a Plex server. */
export function plexLibraryServer(client: PlexClient, options: PlexLibraryOptions): LibraryServer {
  let known: { machineId: string; section: string } | null = null;

  async function where(): Promise<{ machineId: string; section: string }> {
    if (known && (options.serverNow?.() ?? known.machineId) === known.machineId) return known;
    const identity = await client.container('/identity');
    if (!identity.machineIdentifier) throw new Unavailable('plex', 'this address answers, but it is no Plex server');
    const sections = (await client.container('/library/sections')).Directory ?? [];
    const music = sections.find(
      (section) => section.type === 'artist' && (options.section === null || String(section.key) === options.section),
    );
    if (music?.key === undefined)
      throw new Unavailable(
        'plex',
        options.section === null ? 'Plex has no music library' : `Plex has no music library with the key ${options.section}`,
      );
    known = { machineId: identity.machineIdentifier, section: String(music.key) };
    return known;
  }

  async function section(): Promise<WireSection> {
    const { section: key } = await where();
    const found = ((await client.container('/library/sections')).Directory ?? []).find((candidate) => String(candidate.key) === key);
    if (!found) throw new Unavailable('plex', `the music library ${key} is gone from Plex`);
    return found;
  }

  async function page(query: Readonly<Record<string, string>>, start: number, size: number): Promise<Page> {
    const { section: key } = await where();
    const answer: WireContainer = await client.container(
      `/library/sections/${key}/all`,
      { type: TRACKS, includeGuids: '1', sort: 'addedAt:asc', ...query },
      { start, size },
    );
    const items: unknown = answer.Metadata ?? [];
    if (!Array.isArray(items)) throw new Unavailable('plex', 'Plex answered with a list that is none');
    return {
      items: items.filter((item): item is WireTrack => typeof item === 'object' && item !== null && 'ratingKey' in item),
      given: items.length,
      total: numberOf(answer.totalSize),
    };
  }

  /** Every track once, or an error: neither a half page, a page given twice nor a wrong count may make a library look smaller. */
  async function* pages(query: Readonly<Record<string, string>>): AsyncIterable<readonly ServerTrack[]> {
    const { machineId } = await where();
    const keys = new Set<string>();
    let received = 0;
    for (;;) {
      const { items, given, total: said } = await page(query, received, options.pageSize);
      const fresh = items.filter((item) => !keys.has(String(item.ratingKey)));
      for (const item of fresh) keys.add(String(item.ratingKey));
      received += given;
      yield fresh.flatMap((item) => serverTrack(machineId, options.paths, item) ?? []);
      // Without a count the list is whole when a page is not full.
      const total = said ?? (given < options.pageSize ? received : null);
      if (given > 0 && (total === null || received < total)) continue;
      if (total !== null && keys.size !== total)
        throw new Unavailable('plex', `Plex said ${total} tracks and gave ${keys.size}; nothing was changed`);
      break;
    }
    // A count that is too small is found out by asking for more.
    if (received > 0 && (await page(query, received, 1)).given > 0)
      throw new Unavailable('plex', `Plex said ${received} tracks and has more; nothing was changed`);
  }

  return {
    async libraryId() {
      const { machineId, section: key } = await where();
      return `${machineId}-${key}`;
    },
    sweep: () => pages({}),
    async scan(folder) {
      const before = numberOf((await section()).scannedAt) ?? 0;
      const { section: key } = await where();
      const requestedAtMs = Date.now();
      await client.act(`/library/sections/${key}/refresh`, { path: options.paths.toServer(folder) });
      let ran = false;
      let quiet = 0;
      return {
        async progress(): Promise<ScanProgress> {
          const now = await section();
          const activities = (await client.container('/activities')).Activity ?? [];
          const ofSection = activities.some(
            ({ type, Context }) =>
              type === 'library.update.section' && (Context?.librarySectionID === undefined || String(Context.librarySectionID) === key),
          );
          const refreshing = now.refreshing === true || now.refreshing === '1';
          ran ||= refreshing || ofSection || (numberOf(now.scannedAt) ?? 0) > before;
          if (refreshing || ofSection) return { state: 'running' };
          if (!ran) return { state: Date.now() - requestedAtMs > NEVER_SEEN_MS ? 'unknown' : 'queued' };
          const busy = activities.some(({ type }) => type?.startsWith('library.') || type?.startsWith('media.generate.'));
          quiet = busy ? 0 : quiet + 1;
          return { state: quiet >= 2 ? 'settled' : 'running' };
        },
      };
    },
    async tracksAt(paths, sinceMs) {
      const wanted = new Set(paths);
      const found: ServerTrack[] = [];
      // Plex takes the operator as part of the name; the last `=` separates (apis/plex.md 8.2).
      const since = String(Math.floor(sinceMs / 1000));
      for (const query of [{ 'addedAt>>': since }, {}]) {
        for await (const page of pages(query))
          found.push(...page.filter((track) => track.path !== null && wanted.has(track.path) && track.durationMs !== null));
        if (found.length >= wanted.size) break;
      }
      return found;
    },
    watch: () => async () => undefined, // its notifications only speed things up; sweeps and scans tell the same
  };
}
