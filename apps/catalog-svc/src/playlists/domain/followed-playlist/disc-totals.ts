import type { RecordingDescription } from '@soulsync/contracts';

/**
 * How many discs a recording's release has, as far as the entries of one read show it; null: they show none. No playlist of a source says it,
 * but a track of a second disc tells it of all tracks of its release.
 */
export function discTotals(recordings: readonly RecordingDescription[]): (recording: RecordingDescription) => number | null {
  const highest = new Map<string, number>();
  for (const recording of recordings) {
    const release = releaseOf(recording);
    const discNumber = recording.release?.discNumber ?? null;
    if (release === null || discNumber === null) continue;
    highest.set(release, Math.max(discNumber, highest.get(release) ?? 0));
  }
  return (recording) => highest.get(releaseOf(recording) ?? '') ?? null;
}

function releaseOf({ artists, release }: RecordingDescription): string | null {
  if (!release || release.title === null) return null;
  return JSON.stringify([release.title, (release.artists[0] ?? artists[0])?.name ?? null, release.date, release.trackTotal]);
}
