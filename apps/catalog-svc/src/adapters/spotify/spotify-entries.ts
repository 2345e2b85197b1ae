import { instantOf, unknownRecording, wholeOf } from '@soulsync/contracts';
import type { ArtistCredit, RecordingDescription, ReleaseDescription, ReleaseKind } from '@soulsync/contracts';
import type { SourceEntry } from '../../playlists/ports/playlist-source.js';
import type { WireAlbum, WireArtist, WireEntry, WireTrack } from './spotify-wire.js';

/** One line of a playlist: a track, a local file, an episode, or something that is no longer there. */
export function sourceEntry(entry: WireEntry | null): SourceEntry {
  const media = mediaOf(entry);
  const addedAt = instantOf(entry?.added_at);
  if (!media) return { kind: 'unavailable', recording: unknownRecording, addedAt };
  if (media.type === 'episode')
    return { kind: 'episode', recording: { ...unknownRecording, title: media.name ?? '', sourceUris: uris(media.uri) }, addedAt };
  const recording = describe(media);
  if (recording.title === '') return { kind: 'unavailable', recording, addedAt }; // taken down: names are empty
  return { kind: entry?.is_local || media.is_local ? 'local' : 'track', recording, addedAt };
}

function mediaOf(entry: WireEntry | null): WireTrack | null {
  for (const media of [entry?.item, entry?.track]) if (typeof media === 'object' && media !== null) return media;
  return null;
}

function describe(track: WireTrack): RecordingDescription {
  return {
    title: (track.name ?? '').trim(),
    artists: credits(track.artists),
    durationMs: wholeOf(track.duration_ms, 1),
    isrc: isrc(track.external_ids?.isrc),
    mbid: null,
    sourceUris: uris(track.uri),
    explicit: track.explicit ?? null,
    genres: [],
    release: track.album ? releaseOf(track.album, track) : null,
  };
}

function releaseOf(album: WireAlbum, track: WireTrack): ReleaseDescription {
  const [widest] = [...(album.images ?? [])].sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  return {
    title: album.name?.trim() || null,
    kind: releaseKinds.find((kind) => kind === album.album_type?.toLowerCase()) ?? null,
    artists: credits(album.artists),
    date: album.release_date && !album.release_date.startsWith('0000') ? album.release_date : null,
    trackTotal: wholeOf(album.total_tracks, 1),
    discTotal: null,
    trackNumber: wholeOf(track.track_number, 1),
    discNumber: wholeOf(track.disc_number, 1),
    upc: album.external_ids?.upc ?? album.external_ids?.ean ?? null,
    ids: uris(album.uri),
    cover: widest?.url ? { url: widest.url, widthPx: wholeOf(widest.width, 1) } : null,
  };
}

const releaseKinds = ['album', 'single', 'compilation'] as const satisfies readonly ReleaseKind[];

const credits = (artists: readonly (WireArtist | null)[] | null | undefined): readonly ArtistCredit[] =>
  (artists ?? []).map((artist) => ({ name: artist?.name?.trim() ?? '', ids: uris(artist?.uri) })).filter(({ name }) => name !== '');

const uris = (uri: string | null | undefined): readonly string[] => (uri ? [uri] : []);

function isrc(value: string | undefined): string | null {
  const plain = (value ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(plain) ? plain : null;
}
