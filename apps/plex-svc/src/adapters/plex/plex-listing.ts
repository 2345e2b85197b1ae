import { wholeOf } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { PlexClient } from './plex-client.js';
import type { WireContainer, WireItem, WireTrack } from './plex-wire.js';

export interface Page<Item extends WireItem> {
  readonly items: readonly Item[];
  /** Rows as counted, whatever they are. */
  readonly given: number;
  readonly total: number | null;
}

export const [ARTISTS, ALBUMS, TRACKS] = ['8', '9', '10'] as const;

/** One page of a section's list. Rows are read leniently; what is no list at all is an error. */
export async function listPage<Item extends WireItem>(
  client: PlexClient,
  section: string,
  query: Readonly<Record<string, string>>,
  start: number,
  size: number,
): Promise<Page<Item>> {
  const answer: WireContainer = await client.container(`/library/sections/${section}/all`, query, { start, size });
  const items: unknown = answer.Metadata ?? [];
  if (!Array.isArray(items)) throw new Unavailable('plex', 'Plex answered with a list that is none');
  const shared = sharedBy(answer);
  const rows = items.filter((item): item is Item => typeof item === 'object' && item !== null && 'ratingKey' in item);
  return {
    items: shared === null ? rows : rows.map((row) => ({ ...shared, ...row })),
    given: items.length,
    total: wholeOf(answer.totalSize, 0),
  };
}

/** Of the fields that may stand on the container alone because all its rows share them (apis/plex.md 1) those that do; null: none. */
function sharedBy(answer: WireContainer): Partial<WireTrack> | null {
  const present = sharable.filter((name) => answer[name] !== undefined);
  return present.length === 0 ? null : Object.fromEntries(present.map((name) => [name, answer[name]]));
}

const sharable = ['parentRatingKey', 'grandparentRatingKey', 'grandparentTitle', 'parentTitle', 'parentYear', 'parentThumb'] as const;

/** All rows of a small list, page by page; ends at an empty page. */
export async function listAll<Item extends WireItem>(
  client: PlexClient,
  section: string,
  query: Readonly<Record<string, string>>,
  pageSize: number,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let received = 0; ;) {
    const { items, given, total } = await listPage<Item>(client, section, query, received, pageSize);
    found.push(...items);
    received += given;
    if (given === 0 || (total !== null ? received >= total : given < pageSize)) return found;
  }
}
