import { instantOf, wholeOf } from '@soulsync/contracts';
import type { RecordingDescription, ReleaseKind } from '@soulsync/contracts';
import type { SourceEntry } from '../../playlists/ports/playlist-source.js';
import type { WireEntry, WireTrack } from './spotify-wire.js';

const nothing: RecordingDescription = {
  title: '',
  artists: [],
  album: null,
  albumArtists: [],
  durationMs: null,
  isrc: null,
  uri: null,
  trackNumber: null,
  discNumber: null,
  trackTotal: null,
  releaseDate: null,
  coverUrl: null,
};

/** One line of a playlist: a track, a local file, an episode, or something that is no longer there. */
export function sourceEntry(entry: WireEntry | null): SourceEntry {
  const media = mediaOf(entry);
  const addedAt = instantOf(entry?.added_at);
  if (!media) return { kind: 'unavailable', recording: nothing, addedAt };
  if (media.type === 'episode')
    return { kind: 'episode', recording: { ...nothing, title: media.name ?? '', uri: media.uri ?? null }, addedAt };
  const recording = describe(media);
  if (recording.title === '') return { kind: 'unavailable', recording, addedAt }; // taken down: names are empty
  return { kind: entry?.is_local || media.is_local ? 'local' : 'track', recording, addedAt };
}

function mediaOf(entry: WireEntry | null): WireTrack | null {
  for (const media of [entry?.item, entry?.track]) if (typeof media === 'object' && media !== null) return media;
  return null;
}

function describe(track: WireTrack): RecordingDescription {
  const album = track.album ?? null;
  const images = [...(album?.images ?? [])].sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  return {
    title: (track.name ?? '').trim(),
    artists: names(track.artists),
    album: album?.name?.trim() || null,
    albumArtists: names(album?.artists),
    durationMs: wholeOf(track.duration_ms, 1),
    isrc: isrc(track.external_ids?.isrc),
    uri: track.uri ?? null,
    trackNumber: wholeOf(track.track_number, 1),
    discNumber: wholeOf(track.disc_number, 1),
    trackTotal: wholeOf(album?.total_tracks, 1),
    releaseKind: releaseKinds.find((kind) => kind === album?.album_type?.toLowerCase()) ?? null,
    releaseDate: album?.release_date && !album.release_date.startsWith('0000') ? album.release_date : null,
    coverUrl: images[0]?.url ?? null,
  };
}

const releaseKinds = ['album', 'single', 'compilation'] as const satisfies readonly ReleaseKind[];

const names = (artists: readonly ({ readonly name?: string } | null)[] | null | undefined) =>
  (artists ?? []).map((artist) => artist?.name?.trim() ?? '').filter((name) => name !== '');

function isrc(value: string | undefined): string | null {
  const plain = (value ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(plain) ? plain : null;
}
