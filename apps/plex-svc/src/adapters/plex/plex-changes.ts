import { ExternalError, Unavailable } from '@soulsync/service-kit';
import { FilterIgnored } from '../../library/ports/library-server.js';
import type { ChangesPage, ServerTrack } from '../../library/ports/library-server.js';
import type { PathMap } from '../../library/domain/library/path-map.js';
import type { PlexClient } from './plex-client.js';
import { ALBUMS, ARTISTS, listAll, listPage, TRACKS } from './plex-listing.js';
import { serverTrack } from './plex-tracks.js';
import { numberOf } from './plex-wire.js';
import type { WireItem, WireTrack } from './plex-wire.js';

/** What an incremental sync reads at once: nearly always all there is. */
const PAGE = 1_000;
/** Rows that changed in the second in which the last incremental sync ended. */
const OVERLAP_S = 60;
/** Times further ahead than this come from files with a wrong date. */
const FUTURE_S = 86_400;
/** Keys in one question; longer addresses are refused. */
const KEYS_AT_ONCE = 100;
const NEWEST_READ = 20;
/** Beyond this their tracks are read once more. */
const PARENTS_KEPT = 500;

export interface PlexCursor {
  /** Server time, in seconds. */
  readonly sinceS: number;
  readonly stamp: string | null;
  /** Albums and artists of the overlap, by key, and when they changed: their tracks were read. */
  readonly parents?: Readonly<Record<string, number>>;
}

const written = (cursor: PlexCursor) => JSON.stringify(cursor);
const read = (text: string): PlexCursor => JSON.parse(text) as PlexCursor; // written by ourselves

/**
 * Tracks that changed on the server after the cursor, and the tracks of albums and artists that changed: a new name of an album moves no row
 * of its tracks. Artists are asked for only where the section's own count of changes moved.
 */
export async function* plexChanges(
  client: PlexClient,
  paths: PathMap,
  section: string,
  stamp: string | null,
  cursor: string | null,
): AsyncGenerator<ChangesPage> {
  if (cursor === null) {
    yield { tracks: [], cursor: written({ sinceS: await newest(client, section), stamp }) };
    return;
  }
  const { sinceS, stamp: before, parents: readBefore = {} } = read(cursor);
  const tracks = await changed<WireTrack>(client, section, TRACKS, sinceS);
  const albums = await changed(client, section, ALBUMS, sinceS);
  const still = stamp !== null && before !== null && contentOf(stamp) !== '' && contentOf(stamp) === contentOf(before);
  const artists = still ? [] : await changed(client, section, ARTISTS, sinceS);
  const nextS = advanced(sinceS, [...tracks, ...albums, ...artists]);
  const overlapping = [...albums, ...artists].filter((row) => changedAt(row) >= nextS).slice(0, PARENTS_KEPT);
  const parents = Object.fromEntries(overlapping.map((row) => [String(row.ratingKey), changedAt(row)]));
  const next = written({ sinceS: nextS, stamp, parents: still ? { ...readBefore, ...parents } : parents });
  const unread = (row: WireItem) => readBefore[String(row.ratingKey)] !== changedAt(row);
  const known = new Set(tracks.map(({ ratingKey }) => String(ratingKey)));
  const children = [
    ...(await childrenOf(client, section, 'album.id', 'parentRatingKey', albums.filter(unread))),
    ...(await childrenOf(client, section, 'artist.id', 'grandparentRatingKey', artists.filter(unread))),
  ].filter(({ ratingKey }) => !known.has(String(ratingKey)));
  yield { tracks: asTracks([...tracks, ...children]), cursor: next };

  function asTracks(rows: readonly WireTrack[]): readonly ServerTrack[] {
    const byKey = new Map(rows.map((row) => [String(row.ratingKey), row]));
    return [...byKey.values()].flatMap((row) => serverTrack(section, paths, row) ?? []);
  }
}

/** A stamp begins with the section's count of changes ('' on old servers); what follows moves with every scan. */
const contentOf = (stamp: string) => stamp.slice(0, stamp.indexOf('.'));

/** The newest time the server itself has given to a track. */
async function newest(client: PlexClient, section: string): Promise<number> {
  const rows: WireItem[] = [];
  for (const sort of ['updatedAt:desc', 'addedAt:desc'])
    rows.push(...(await listPage(client, section, { type: TRACKS, sort }, 0, NEWEST_READ)).items);
  return advanced(0, rows);
}

function advanced(sinceS: number, rows: readonly WireItem[]): number {
  const latest = Date.now() / 1000 + FUTURE_S;
  const times = rows
    .flatMap(({ updatedAt, addedAt }) => [numberOf(updatedAt) ?? 0, numberOf(addedAt) ?? 0])
    .filter((time) => time <= latest);
  const last = times.reduce((high, time) => Math.max(high, time), 0);
  return Math.max(sinceS, last - OVERLAP_S);
}

async function changed<Item extends WireItem>(client: PlexClient, section: string, type: string, sinceS: number): Promise<readonly Item[]> {
  const since = String(sinceS);
  const common = { type, includeGuids: '1' };
  let rows: readonly Item[];
  try {
    // Plex takes the operator as part of the name; the last `=` separates (apis/plex.md 8.2).
    const either = { push: '1', 'updatedAt>>': since, or: '1', 'addedAt>>': since, pop: '1', sort: 'addedAt:asc' };
    rows = await listAll<Item>(client, section, { ...common, ...either }, PAGE);
  } catch (error) {
    if (!groupsRefused(error)) throw error;
    const updated = await listAll<Item>(client, section, { ...common, 'updatedAt>>': since, sort: 'addedAt:asc' }, PAGE);
    rows = [...updated, ...(await listAll<Item>(client, section, { ...common, 'addedAt>>': since, sort: 'addedAt:asc' }, PAGE))];
  }
  const old = rows.some(({ updatedAt, addedAt }) => {
    const times = [numberOf(updatedAt), numberOf(addedAt)].filter((time) => time !== null);
    return times.length > 0 && times.every((time) => time < sinceS);
  });
  if (old) throw new FilterIgnored('plex');
  return rows;
}

const changedAt = ({ updatedAt, addedAt }: WireItem) => numberOf(updatedAt) ?? numberOf(addedAt) ?? 0;

const groupsRefused = (error: unknown) =>
  error instanceof Unavailable && error.cause instanceof ExternalError && error.cause.status === 400;

async function childrenOf(
  client: PlexClient,
  section: string,
  filter: 'album.id' | 'artist.id',
  parent: 'parentRatingKey' | 'grandparentRatingKey',
  changedParents: readonly WireItem[],
): Promise<readonly WireTrack[]> {
  const keys = changedParents.map(({ ratingKey }) => String(ratingKey));
  const found: WireTrack[] = [];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const part = keys.slice(from, from + KEYS_AT_ONCE);
    const rows = await listAll<WireTrack>(client, section, { type: TRACKS, includeGuids: '1', [filter]: part.join(',') }, PAGE);
    const wanted = new Set(part);
    if (rows.some((row) => !wanted.has(String(row[parent])))) throw new FilterIgnored('plex');
    found.push(...rows);
  }
  return found;
}
