import type { SampledFile } from '../../library/ports/library-server.js';
import { tracksOf } from './jellyfin-listing.js';
import type { JellyfinListing } from './jellyfin-listing.js';
import { numberOf, objectsIn, textOf } from './jellyfin-wire.js';
import type { WireSource } from './jellyfin-wire.js';

const PLACES = 4;

/** Some files, from several places of each library's list, since neighbours are of one album. */
export async function jellyfinSample(
  listing: JellyfinListing,
  sections: readonly string[],
  count: number,
): Promise<readonly SampledFile[]> {
  const found: SampledFile[] = [];
  const each = Math.ceil(count / (Math.max(1, sections.length) * PLACES));
  for (const section of sections) {
    const query = { ...tracksOf(section), fields: 'Path,MediaSources' };
    const { total, given } = await listing.page(query, 0, 1);
    const all = total ?? given;
    for (let place = 0; place < PLACES && place * each < all; place += 1)
      for (const row of (await listing.page(query, Math.floor((place * all) / PLACES), each)).rows) {
        const [source] = objectsIn<WireSource>(row.MediaSources);
        const serverPath = textOf(source?.Path) ?? textOf(row.Path);
        if (serverPath !== null) found.push({ serverPath, sizeBytes: numberOf(source?.Size) });
      }
  }
  return found.slice(0, count);
}
