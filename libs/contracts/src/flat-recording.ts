import { creditsOf, unknownRelease } from './recording.js';
import type { RecordingDescription, ReleaseKind } from './recording.js';

/** A recording as version 1 of its events holds it: its release lies among its own fields. */
export interface FlatRecording {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly albumArtists?: readonly string[];
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly mbid?: string | null;
  readonly uri: string | null;
  readonly trackNumber?: number | null;
  readonly discNumber?: number | null;
  readonly trackTotal?: number | null;
  readonly discTotal?: number | null;
  readonly releaseKind?: ReleaseKind | null;
  readonly releaseDate?: string | null;
  readonly coverUrl?: string | null;
}

/** The same with a release of its own: nothing is lost, and nothing is known that was not known then. */
export function withRelease(flat: FlatRecording): RecordingDescription {
  const { title, artists, durationMs, isrc, mbid = null, uri } = flat;
  const release = {
    ...unknownRelease,
    title: flat.album,
    kind: flat.releaseKind ?? null,
    artists: creditsOf(flat.albumArtists ?? []),
    date: flat.releaseDate ?? null,
    trackTotal: flat.trackTotal ?? null,
    discTotal: flat.discTotal ?? null,
    trackNumber: flat.trackNumber ?? null,
    discNumber: flat.discNumber ?? null,
    cover: flat.coverUrl == null ? null : { url: flat.coverUrl, widthPx: null },
  };
  const { artists: releaseArtists, ids: _ids, ...known } = release;
  const isKnown = releaseArtists.length > 0 || Object.values(known).some((value) => value !== null);
  return {
    title,
    artists: creditsOf(artists),
    durationMs,
    isrc,
    mbid,
    sourceUris: uri === null ? [] : [uri],
    explicit: null,
    genres: [],
    release: isKnown ? release : null,
  };
}
