import { ExternalError, Unavailable } from '@soulsync/service-kit';
import { UnsteadyFullSync } from '../../library/ports/library-server.js';
import type { Capabilities, ServerIdentity } from '../../connection/server-identity.js';
import type {
  ChangesPage,
  RunningScan,
  SampledFile,
  Section,
  ServerTrack,
  SoughtFile,
  FullSyncOptions,
  FullSyncPage,
} from '../../library/ports/library-server.js';
import type { MediaServer } from '../../media-server.js';
import type { OwnPaths } from '../../library/domain/library/path-map.js';
import { plexChanges } from './plex-changes.js';
import { suspects } from './plex-suspects.js';
import type { PlexClient } from './plex-client.js';
import { plexEditor } from './plex-editor.js';
import { plexEvents } from './plex-events.js';
import type { EventPace } from './plex-events.js';
import { listAll, listPage, TRACKS } from './plex-listing.js';
import type { Page } from './plex-listing.js';
import { plexPictures } from './plex-pictures.js';
import { plexPlaylists } from './plex-playlists.js';
import { plexScan } from './plex-scan.js';
import { asWrittenBy, isWithin } from './server-path.js';
import { serverTrack } from './plex-tracks.js';
import { numberOf } from './plex-wire.js';
import type { WireSection, WireTrack } from './plex-wire.js';

export interface PlexLibraryOptions {
  /** Keys of the music sections to sync; null: all but those for audiobooks. */
  readonly sections: readonly string[] | null;
  readonly pageSize: number;
  readonly paths: OwnPaths;
  /** How it is listened to; default: as Plex needs it. */
  readonly eventPace?: EventPace;
  /** The server that is connected now, since a person may choose another; null or absent: the one first met. */
  readonly serverNow?: () => string | null;
}

const abilities: Omit<Capabilities, 'admin' | 'edits'> = {
  incrementalSync: true,
  folderScan: true,
  scanStatus: 'exact',
  changeNotifications: true,
  realPaths: true,
  playlists: 'in-place',
};

const SAMPLE_PLACES = 4;

/** Where an interrupted full sync goes on: behind so many rows of a list that had so many. */
interface PageCursor {
  readonly received: number;
  /** Of these the rows that were not given twice. */
  readonly distinct: number;
  readonly total: number | null;
}

/** The music sections of a Plex server. */
export function plexLibraryServer(client: PlexClient, options: PlexLibraryOptions): MediaServer {
  let identity: ServerIdentity | null = null;
  /** As last seen: what an incremental sync compares its own with. */
  const stamps = new Map<string, string>();
  const suspected = suspects(client);

  async function identify(): Promise<ServerIdentity> {
    if (identity && (options.serverNow?.() ?? identity.serverId) === identity.serverId) return identity;
    const { machineIdentifier: serverId, version = null } = await client.container('/identity');
    if (!serverId) throw new Unavailable('plex', 'this address answers, but it is no Plex server');
    const { friendlyName } = await client.container('/');
    const admin = await isAdmin();
    identity = { serverId, name: friendlyName ?? 'Plex', version, capabilities: { ...abilities, edits: admin, admin } };
    return identity;
  }

  /** Asked once: a shared account may read, and is refused here. */
  async function isAdmin(): Promise<boolean> {
    try {
      await client.act('/:/prefs', {});
      return true;
    } catch (error) {
      const { cause } = error as Error; // the client throws Errors only
      if (cause instanceof ExternalError && (cause.kind === 'unauthorized' || cause.kind === 'forbidden')) return false;
      if (cause instanceof ExternalError && cause.kind === 'not-found') return true; // an old server without the question
      throw error;
    }
  }

  async function musicSections(): Promise<readonly WireSection[]> {
    const listed: unknown = (await client.container('/library/sections')).Directory ?? [];
    if (!Array.isArray(listed)) throw new Unavailable('plex', 'Plex answered with a list of libraries that is none');
    const all = (listed as (WireSection | null)[]).flatMap((section) =>
      section?.type === 'artist' && section.key !== undefined ? [section] : [],
    );
    const chosen = all.filter((section) =>
      options.sections === null
        ? !/audiobook/i.test(`${section.scanner ?? ''} ${section.agent ?? ''}`)
        : options.sections.includes(String(section.key)),
    );
    for (const wanted of options.sections ?? [])
      if (!all.some(({ key }) => String(key) === wanted)) throw new Unavailable('plex', `Plex has no music library with the key ${wanted}`);
    if (chosen.length === 0) throw new Unavailable('plex', 'Plex has no music library');
    for (const section of chosen) stamps.set(String(section.key), stampOf(section));
    return chosen;
  }

  async function sectionNamed(key: string): Promise<WireSection> {
    const found = (await musicSections()).find((section) => String(section.key) === key);
    if (!found) throw new Unavailable('plex', `the music library ${key} is gone from Plex`);
    return found;
  }

  /** Every track once, or an error: neither a half page, a page given twice nor a wrong count may make a library look smaller. */
  async function* fullSync(section: string, { resume }: FullSyncOptions = {}): AsyncGenerator<FullSyncPage> {
    const query = { type: TRACKS, includeGuids: '1', sort: 'addedAt:asc' };
    const from: PageCursor = resume ? (JSON.parse(resume.pageCursor) as PageCursor) : { received: 0, distinct: 0, total: null }; // written by ourselves
    const keys = new Set(resume?.seen);
    let { received, distinct, total } = from;
    let size = options.pageSize;
    const ask = (start: number) => listPage<WireTrack>(client, section, query, start, size);
    /** The next pages by their first row, asked for while the last one is worked on. */
    const ahead = new Map<number, Promise<Page<WireTrack>>>();
    for (;;) {
      let page: Page<WireTrack>;
      try {
        page = await (ahead.get(received) ?? ask(received));
      } catch (error) {
        if (size <= SMALLEST_PAGE || !timedOut(error)) throw error;
        size = Math.max(SMALLEST_PAGE, Math.floor(size / 2)); // a slow server answers a smaller question
        ahead.clear();
        continue;
      }
      const { items, given, total: stated } = page;
      const fresh = items.filter(({ ratingKey }) => !keys.has(String(ratingKey)) && keys.add(String(ratingKey)));
      distinct += fresh.length;
      received += given;
      // Without a count the list is whole when a page is not full.
      const counted = stated ?? (given < size ? received : null);
      if (total !== null && counted !== null && counted !== total)
        throw new UnsteadyFullSync('plex', `Plex had ${total} tracks and has ${counted} now; it is read again`);
      total = counted ?? total;
      const pageCursor: PageCursor = { received, distinct, total };
      const more = given > 0 && (total === null || received < total);
      for (const start of [...ahead.keys()]) if (start < received || (start - received) % size !== 0) ahead.delete(start); // after half a page the next ones begin elsewhere
      for (let start = received; more && ahead.size < PAGES_AHEAD && start < (total ?? 0); start += size) {
        if (ahead.has(start)) continue;
        const asked = ask(start);
        asked.catch(() => undefined); // thrown where it is awaited, or nobody wants it any more
        ahead.set(start, asked);
      }
      yield {
        tracks: fresh.flatMap((item) => serverTrack(section, options.paths, item) ?? []),
        pageCursor: JSON.stringify(pageCursor),
        total,
      };
      if (more) continue;
      if (total !== null && distinct !== total)
        throw new UnsteadyFullSync('plex', `Plex said ${total} tracks and gave ${distinct}; nothing was changed`);
      break;
    }
    // A count that is too small is found out by asking for more.
    if (received > 0 && (await listPage(client, section, query, received, 1)).given > 0)
      throw new UnsteadyFullSync('plex', `Plex said ${received} tracks and has more; nothing was changed`);
  }

  /** What the server said is gone and does not show any more is left to a full sync. */
  async function* changes(section: string, cursor: string | null): AsyncGenerator<ChangesPage> {
    const fullSyncAdvised = await suspected.anyGone(section);
    for await (const page of plexChanges(client, options.paths, section, stamps.get(section) ?? null, cursor))
      yield fullSyncAdvised ? { ...page, fullSyncAdvised } : page;
  }

  async function scan(folder: string): Promise<RunningScan> {
    const sections = await musicSections();
    const path = options.paths.toServer(folder);
    const holding = (section: WireSection) => section.Location?.find((location) => isWithin(location.path ?? '', path))?.path;
    const home = sections.find((section) => holding(section) !== undefined);
    if (!home && folder !== '')
      throw new Unavailable('plex', `Plex does not see the folder you call "${folder}": none of its music folders holds ${path}`);
    const scanned = home ? [home] : sections;
    const asked = folder === '' ? null : asWrittenBy((home && holding(home)) ?? '', path);
    const running = await Promise.all(scanned.map((section) => plexScan(client, () => sectionNamed(String(section.key)), asked)));
    return {
      async progress() {
        const states = await Promise.all(running.map((one) => one.progress()));
        return states.find((state) => state === 'running') ?? states.find((state) => state === 'queued') ?? states[0] ?? 'unknown';
      },
    };
  }

  async function find(files: readonly SoughtFile[], sinceMs: number): Promise<ReadonlyMap<string, ServerTrack>> {
    const wanted = new Map(files.map((file) => [file.path, file]));
    const found = new Map<string, ServerTrack>();
    const since = String(Math.floor(sinceMs / 1000));
    // What is new first; then by title, since a server may give a new row the date of its file.
    const questions: Record<string, string>[] = [{ 'addedAt>>': since }, { 'updatedAt>>': since }];
    const sections = await musicSections();
    const ask = async (query: Record<string, string>) => {
      for (const { key } of sections)
        for (const row of await listAll<WireTrack>(client, String(key), { type: TRACKS, includeGuids: '1', ...query }, options.pageSize)) {
          const track = serverTrack(String(key), options.paths, row);
          const path = [track, ...(track?.otherFiles ?? [])].find((file) => file?.path && wanted.has(file.path))?.path;
          if (track && path && track.durationMs !== null) found.set(path, track);
        }
    };
    for (const query of questions) {
      if (found.size < wanted.size) await ask(query);
    }
    for (const [path, { title }] of wanted) if (!found.has(path) && title) await ask({ title });
    return found;
  }

  /** From several places of the list, since neighbours are of one album. */
  async function sampleFiles(count: number): Promise<readonly SampledFile[]> {
    const found: SampledFile[] = [];
    const sections = await musicSections();
    const each = Math.ceil(count / (sections.length * SAMPLE_PLACES));
    for (const { key } of sections) {
      const page = (start: number, size: number) =>
        listPage<WireTrack>(client, String(key), { type: TRACKS, sort: 'addedAt:asc' }, start, size);
      const { total, given } = await page(0, 1);
      const rows = total ?? given;
      for (let place = 0; place < SAMPLE_PLACES && place * each < rows; place += 1)
        for (const { Media } of (await page(Math.floor((place * rows) / SAMPLE_PLACES), each)).items) {
          const part = Media?.[0]?.Part?.[0];
          if (part?.file) found.push({ serverPath: part.file, sizeBytes: numberOf(part.size) });
        }
    }
    return found.slice(0, count);
  }

  return {
    kind: 'plex',
    identify,
    async sections() {
      return (await musicSections()).map((section): Section => ({
        key: String(section.key),
        title: section.title ?? String(section.key),
        folders: (section.Location ?? []).flatMap(({ path }) => options.paths.toRelative(`${path ?? ''}/.`)?.replace(/\/?\.$/, '') ?? []),
        stamp: stampOf(section),
      }));
    },
    fullSync,
    changes,
    scan,
    find,
    realFiles: { paths: options.paths, sample: sampleFiles },
    watch: (changed) => plexEvents(client, { changed, gone: suspected.add }, options.eventPace),
    playlists: plexPlaylists(client, async () => (await identify()).serverId, options.pageSize),
    editor: plexEditor(client),
    pictures: plexPictures(client),
  };
}

/** Moves with every scan and every change of content. */
const stampOf = ({ contentChangedAt, scannedAt, updatedAt }: WireSection) =>
  [contentChangedAt, scannedAt, updatedAt].map((part) => String(part ?? '')).join('.');

const SMALLEST_PAGE = 25;
/** The second one is on its way while the first is read: a page is larger than what a connection holds by itself. */
const PAGES_AHEAD = 2;
const timedOut = (error: unknown) => error instanceof Unavailable && error.cause instanceof ExternalError && error.cause.timedOut;
