import type { PathMap } from '../../library/domain/library/path-map.js';
import { UnsteadySweep } from '../../library/ports/library-server.js';
import type { SweepOptions, SweepPage } from '../../library/ports/library-server.js';
import { tracksOf } from './jellyfin-listing.js';
import type { JellyfinListing } from './jellyfin-listing.js';
import { serverTrack, trackFields } from './jellyfin-tracks.js';
import { plainId } from './jellyfin-wire.js';

/** Where an interrupted sweep goes on: behind so many rows of a list that had so many. */
interface Mark {
  readonly received: number;
  /** Of these the rows that were not given twice. */
  readonly distinct: number;
  readonly total: number | null;
}

/** Every track once, or an error: neither a half page, a page given twice nor a wrong count may make a library look smaller. */
export async function* jellyfinSweep(
  listing: JellyfinListing,
  paths: PathMap,
  section: string,
  pageSize: number,
  { resume }: SweepOptions = {},
): AsyncGenerator<SweepPage> {
  const query = { ...tracksOf(section), fields: trackFields };
  const from: Mark = resume ? (JSON.parse(resume.mark) as Mark) : { received: 0, distinct: 0, total: null }; // written by ourselves
  const keys = new Set<string | null>(resume?.seen);
  let { received, distinct, total } = from;
  for (;;) {
    const { rows, given, total: counted } = await listing.page(query, received, pageSize);
    const fresh = rows.filter(({ Id }) => !keys.has(plainId(Id)) && keys.add(plainId(Id)));
    distinct += fresh.length;
    received += given;
    if (total !== null && counted !== null && counted !== total)
      throw new UnsteadySweep('jellyfin', `Jellyfin had ${total} tracks and has ${counted} now; it is read again`);
    total = counted ?? total;
    const mark: Mark = { received, distinct, total };
    yield { tracks: fresh.flatMap((row) => serverTrack(section, paths, row) ?? []), mark: JSON.stringify(mark), total };
    if (given === 0 || (total !== null && received >= total)) break;
  }
  if (total !== null && distinct !== total)
    throw new UnsteadySweep('jellyfin', `Jellyfin said ${total} tracks and gave ${distinct}; nothing was changed`);
  // A count that is too small is found out by asking for more.
  if (received > 0 && (await listing.page(query, received, 1)).given > 0)
    throw new UnsteadySweep('jellyfin', `Jellyfin said ${received} tracks and has more; nothing was changed`);
}
