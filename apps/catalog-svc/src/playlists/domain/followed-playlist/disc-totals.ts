import type { RecordingDescription } from '@soulsync/contracts';

/**
 * How many discs a recording's release has, as far as the entries of one read show it; null: they show none. No playlist of a source says it,
 * but a track of a second disc tells it of all tracks of its release.
 */
export function discTotals(recordings: readonly RecordingDescription[]): (recording: RecordingDescription) => number | null {
  const highest = new Map<string, number>();
  for (const recording of recordings) {
    const { album, discNumber } = recording;
    if (album === null || discNumber === null) continue;
    const release = releaseOf(recording);
    highest.set(release, Math.max(discNumber, highest.get(release) ?? 0));
  }
  return (recording) => (recording.album === null ? null : (highest.get(releaseOf(recording)) ?? null));
}

const releaseOf = ({ album, albumArtists, artists, releaseDate, trackTotal }: RecordingDescription) =>
  JSON.stringify([album, albumArtists[0] ?? artists[0] ?? null, releaseDate, trackTotal]);
