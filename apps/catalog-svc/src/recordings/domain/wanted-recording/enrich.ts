import { isrcsOf } from '@soulsync/contracts';
import type { ArtistCredit, RecordingDescription, ReleaseDescription } from '@soulsync/contracts';
import { foldText } from '@soulsync/music';

/**
 * What is known of a recording, and what another description of it says beyond that. What is known stays as it is, so that no two sources can
 * take turns with it; null: nothing new.
 */
export function enriched(known: RecordingDescription, described: RecordingDescription): RecordingDescription | null {
  const richer: RecordingDescription = {
    ...known,
    artists: credits(known.artists, described.artists),
    durationMs: known.durationMs ?? described.durationMs,
    isrc: known.isrc ?? described.isrc,
    ...otherIsrcs(known, described),
    mbid: known.mbid ?? described.mbid,
    sourceUris: union(known.sourceUris, described.sourceUris),
    explicit: known.explicit ?? described.explicit,
    genres: known.genres.length > 0 ? known.genres : described.genres,
    release: release(known.release, described.release),
  };
  return JSON.stringify(richer) === JSON.stringify(known) ? null : richer;
}

/** Those of one source that says several; another source's one code is another opinion, not one more. */
function otherIsrcs(known: RecordingDescription, described: RecordingDescription): Pick<RecordingDescription, 'otherIsrcs'> {
  const further = described.otherIsrcs ? isrcsOf(described) : [];
  const others = union(known.otherIsrcs ?? [], further).filter((isrc) => isrc !== (known.isrc ?? described.isrc));
  return others.length > 0 ? { otherIsrcs: others } : {};
}

/** A recording is on many releases: only more of the same one is taken, or all of one where none was known. */
function release(known: ReleaseDescription | null, described: ReleaseDescription | null): ReleaseDescription | null {
  if (known === null || described === null) return known ?? described;
  if (known.title !== null && (described.title === null || foldText(known.title) !== foldText(described.title))) return known;
  const mbids = { ...described.mbids, ...known.mbids };
  return {
    ...known,
    title: known.title ?? described.title,
    kind: known.kind ?? described.kind,
    artists: credits(known.artists, described.artists),
    date: known.date ?? described.date,
    trackTotal: known.trackTotal ?? described.trackTotal,
    discTotal: known.discTotal ?? described.discTotal,
    trackNumber: known.trackNumber ?? described.trackNumber,
    discNumber: known.discNumber ?? described.discNumber,
    upc: known.upc ?? described.upc,
    ids: union(known.ids, described.ids),
    ...(known.mbids || described.mbids ? { mbids } : {}),
    cover: known.cover ?? described.cover,
  };
}

function credits(known: readonly ArtistCredit[], described: readonly ArtistCredit[]): readonly ArtistCredit[] {
  if (known.length === 0) return described;
  const ids = new Map(described.map((credit) => [foldText(credit.name), credit.ids]));
  return known.map((credit) => ({ ...credit, ids: union(credit.ids, ids.get(foldText(credit.name)) ?? []) }));
}

const union = (known: readonly string[], described: readonly string[]) => [...new Set([...known, ...described])];
