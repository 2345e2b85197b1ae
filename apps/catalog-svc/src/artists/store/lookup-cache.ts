import type { DataSource } from 'typeorm';
import { foldText } from '@soulsync/music';
import type { Lookup, LookupResult, MetadataSource } from '../ports/metadata-source.js';

/** What catalogues said. It may be lost: then they are asked again. */
export interface LookupCache {
  /** null: never asked, or too long ago. */
  find(source: MetadataSource['name'], asked: Lookup): Promise<LookupResult | null>;
  keep(source: MetadataSource['name'], asked: Lookup, found: LookupResult): Promise<void>;
  /** The questions of a day are used up. */
  spent(source: MetadataSource['name']): Promise<boolean>;
}

const DAY_MS = 86_400_000;
/** Pictures and genres change rarely; who is unknown today may be known next week (apis/musicbrainz.md 9). */
const KEPT_DAYS: Readonly<Record<LookupResult['kind'], number>> = { found: 30, unknown: 7, ambiguous: 7 };

/** `perDay`: questions a day at the moment; null: such a source has no limit. */
export function lookupCache(
  dataSource: DataSource,
  perDay: (source: MetadataSource['name']) => number | null,
  nowMs: () => number,
): LookupCache {
  return {
    async find(source, asked) {
      const [row]: { found: LookupResult }[] = await dataSource.query(
        `SELECT "found" FROM catalog.fact_cache WHERE "source" = $1 AND "subject" = $2 AND "expiresAt" > $3`,
        [source, subjectOf(source, asked), new Date(nowMs())],
      );
      return row?.found ?? null; // written below alone
    },
    async keep(source, asked, found) {
      await dataSource.query(
        `INSERT INTO catalog.fact_cache ("source", "subject", "found", "askedAt", "expiresAt") VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ("source", "subject") DO UPDATE SET "found" = excluded."found", "askedAt" = excluded."askedAt", "expiresAt" = excluded."expiresAt"`,
        [source, subjectOf(source, asked), JSON.stringify(found), new Date(nowMs()), new Date(nowMs() + KEPT_DAYS[found.kind] * DAY_MS)],
      );
    },
    async spent(source) {
      const limit = perDay(source);
      if (limit === null) return false;
      const [row]: { n: string }[] = await dataSource.query(
        `SELECT count(*) AS n FROM catalog.fact_cache WHERE "source" = $1 AND "askedAt" > $2`,
        [source, new Date(nowMs() - DAY_MS)],
      );
      return Number(row?.n ?? 0) >= limit;
    },
  };
}

/** An id ends every doubt where it is understood, so that an answer got with one is not the answer without. */
function subjectOf(source: MetadataSource['name'], { artist, album, mbid }: Lookup): string {
  const names = album === null ? ['artist', foldText(artist)] : ['album', foldText(artist), foldText(album)];
  return [...names, ...(source === 'musicbrainz' && mbid !== null ? [mbid] : [])].join('\u001f').replaceAll('\u0000', '');
}
