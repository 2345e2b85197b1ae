import type { PathMap } from '../../library/domain/library/path-map.js';
import { UnsteadyFullSync } from '../../library/ports/library-server.js';
import type { FullSyncOptions, FullSyncPage } from '../../library/ports/library-server.js';
import { tracksOf } from './jellyfin-listing.js';
import type { JellyfinListing } from './jellyfin-listing.js';
import { serverTrack, trackFields } from './jellyfin-tracks.js';
import { plainId } from './jellyfin-wire.js';

/** Where an interrupted full sync goes on: behind so many rows of a list that had so many. */
interface PageCursor {
  readonly received: number;
  /** Of these the rows that were not given twice. */
  readonly distinct: number;
  readonly total: number | null;
}

/** Every track once, or an error: neither a half page, a page given twice nor a wrong count may make a library look smaller. */
export async function* jellyfinFullSync(
  listing: JellyfinListing,
  paths: PathMap,
  section: string,
  pageSize: number,
  { resume }: FullSyncOptions = {},
): AsyncGenerator<FullSyncPage> {
  const query = { ...tracksOf(section), fields: trackFields };
  const from: PageCursor = resume ? (JSON.parse(resume.pageCursor) as PageCursor) : { received: 0, distinct: 0, total: null }; // written by ourselves
  const keys = new Set<string | null>(resume?.seen);
  let { received, distinct, total } = from;
  for (;;) {
    const { rows, given, total: counted } = await listing.page(query, received, pageSize);
    const fresh = rows.filter(({ Id }) => !keys.has(plainId(Id)) && keys.add(plainId(Id)));
    distinct += fresh.length;
    received += given;
    if (total !== null && counted !== null && counted !== total)
      throw new UnsteadyFullSync('jellyfin', `Jellyfin had ${total} tracks and has ${counted} now; it is read again`);
    total = counted ?? total;
    const pageCursor: PageCursor = { received, distinct, total };
    yield { tracks: fresh.flatMap((row) => serverTrack(section, paths, row) ?? []), pageCursor: JSON.stringify(pageCursor), total };
    if (given === 0 || (total !== null && received >= total)) break;
  }
  if (total !== null && distinct !== total)
    throw new UnsteadyFullSync('jellyfin', `Jellyfin said ${total} tracks and gave ${distinct}; nothing was changed`);
  // A count that is too small is found out by asking for more.
  if (received > 0 && (await listing.page(query, received, 1)).given > 0)
    throw new UnsteadyFullSync('jellyfin', `Jellyfin said ${received} tracks and has more; nothing was changed`);
}
