import { Unavailable } from '@soulsync/service-kit';
import type { JellyfinClient } from './jellyfin-client.js';
import { isItem, numberOf, plainId } from './jellyfin-wire.js';
import type { WireItem, WireList } from './jellyfin-wire.js';

export interface Page {
  readonly rows: readonly WireItem[];
  /** Rows as counted, whatever they are. */
  readonly given: number;
  readonly total: number | null;
}

type Query = Readonly<Record<string, string>>;

export interface JellyfinListing {
  page(query: Query, start: number, size: number, path?: string): Promise<Page>;
  /** All rows of a small list, page by page. Throws `Unavailable` when it ends before its count. */
  all(query: Query, path?: string): Promise<readonly WireItem[]>;
}

/** Rows in a page of a small list. */
export const SMALL_PAGE = 500;

/** Lists of one server; `serverId`: who must answer. */
export function jellyfinListing(client: JellyfinClient, serverId: () => string | null, strange: () => void): JellyfinListing {
  async function page(query: Query, start: number, size: number, path = '/Items'): Promise<Page> {
    const userId = await client.userId();
    const { data } = await client.read<WireList>(path, {
      ...query,
      userId,
      startIndex: String(start),
      limit: String(size),
      enableTotalRecordCount: 'true',
    });
    const items: unknown = data.Items;
    if (!Array.isArray(items)) throw new Unavailable('jellyfin', 'Jellyfin answered with a list that is none');
    const rows = items.filter(isItem);
    refuseStrangers(rows);
    return { rows, given: items.length, total: numberOf(data.TotalRecordCount) };
  }

  /** Every row says whose it is. */
  function refuseStrangers(rows: readonly WireItem[]): void {
    const known = serverId();
    const stranger = rows.find(({ ServerId }) => ServerId && known !== null && plainId(ServerId) !== known);
    if (!stranger) return;
    strange();
    throw new Unavailable('jellyfin', 'another Jellyfin answers at this address than before; it is looked at anew');
  }

  return {
    page,
    async all(query, path) {
      const found: WireItem[] = [];
      for (let received = 0; ;) {
        const { rows, given, total } = await page(query, received, SMALL_PAGE, path);
        found.push(...rows);
        received += given;
        if (total !== null && received >= total) return found;
        if (given > 0) continue;
        if (total !== null) throw new Unavailable('jellyfin', `Jellyfin said ${total} rows and gave ${received}`);
        return found;
      }
    },
  };
}

/** All tracks of a section, or of whatever else is named as parent; of pictures only whether there is one. New ones come last. */
export const tracksOf = (parentId: string) => ({
  parentId,
  recursive: 'true',
  includeItemTypes: 'Audio',
  enableImageTypes: 'Primary',
  imageTypeLimit: '1',
  sortBy: 'DateCreated,SortName',
  sortOrder: 'Ascending',
});
