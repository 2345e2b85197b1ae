import type { ArtistCredit, RecordingDescription, ReleaseDescription } from '@soulsync/contracts';
import { foldText } from '@soulsync/music';

/**
 * What is known of a recording, and what another description of it says beyond that. What is known stays as it is, so that no two sources can
 * take turns with it; null: nothing new.
 */
export function enriched(known: RecordingDescription, said: RecordingDescription): RecordingDescription | null {
  const richer: RecordingDescription = {
    ...known,
    artists: credits(known.artists, said.artists),
    durationMs: known.durationMs ?? said.durationMs,
    isrc: known.isrc ?? said.isrc,
    mbid: known.mbid ?? said.mbid,
    sourceUris: union(known.sourceUris, said.sourceUris),
    explicit: known.explicit ?? said.explicit,
    genres: known.genres.length > 0 ? known.genres : said.genres,
    release: release(known.release, said.release),
  };
  return JSON.stringify(richer) === JSON.stringify(known) ? null : richer;
}

/** A recording is on many releases: only more of the same one is taken, or all of one where none was known. */
function release(known: ReleaseDescription | null, said: ReleaseDescription | null): ReleaseDescription | null {
  if (known === null || said === null) return known ?? said;
  if (known.title !== null && (said.title === null || foldText(known.title) !== foldText(said.title))) return known;
  const mbids = { ...said.mbids, ...known.mbids };
  return {
    ...known,
    title: known.title ?? said.title,
    kind: known.kind ?? said.kind,
    artists: credits(known.artists, said.artists),
    date: known.date ?? said.date,
    trackTotal: known.trackTotal ?? said.trackTotal,
    discTotal: known.discTotal ?? said.discTotal,
    trackNumber: known.trackNumber ?? said.trackNumber,
    discNumber: known.discNumber ?? said.discNumber,
    upc: known.upc ?? said.upc,
    ids: union(known.ids, said.ids),
    ...(known.mbids || said.mbids ? { mbids } : {}),
    cover: known.cover ?? said.cover,
  };
}

function credits(known: readonly ArtistCredit[], said: readonly ArtistCredit[]): readonly ArtistCredit[] {
  if (known.length === 0) return said;
  const ids = new Map(said.map((credit) => [foldText(credit.name), credit.ids]));
  return known.map((credit) => ({ ...credit, ids: union(credit.ids, ids.get(foldText(credit.name)) ?? []) }));
}

const union = (known: readonly string[], said: readonly string[]) => [...new Set([...known, ...said])];
