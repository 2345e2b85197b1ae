import { isrcsOf, namesOf } from '@soulsync/contracts';
import type { RecordingDescription } from '@soulsync/contracts';
import { foldText, isVariousArtists, parseArtists, parseTitle } from '@soulsync/music';

/**
 * What all descriptions of one recording have in common: main artist, title without guests and notes, version. Neither its release nor its
 * length, which differ from source to source. null: it names no artist or no title, and tells itself from nothing else that way.
 */
export function identityKey({ title, artists }: Pick<RecordingDescription, 'title' | 'artists'>): string | null {
  const [main = ''] = parseArtists(namesOf(artists)).main;
  const artist = isVariousArtists(main) ? '' : foldText(main);
  const { base, versions } = parseTitle(title, { artists: namesOf(artists) });
  const name = foldText(base);
  if (artist === '' || name === '') return null;
  const version = versions.map(({ kind, detail }) => `${kind}:${detail.split(' ').sort().join(' ')}`).sort(); // prettier-ignore
  return [artist, name, ...version].join('|');
}

/** What says by itself which recording it is. */
export const identifiersOf = (recording: RecordingDescription): readonly string[] => [
  ...new Set([
    ...recording.sourceUris,
    ...(recording.mbid === null ? [] : [`mbid:${recording.mbid}`]),
    ...isrcsOf(recording).map((isrc) => `isrc:${isrc}`),
  ]),
];
