import type { IAudioMetadata } from 'music-metadata';
import type { FileTags } from '../../library/ports/file-notes.js';
import { cleanText } from './unread.js';

/** Another number: what earlier versions read is read anew. */
export const READER_VERSION = 2;

const LONGEST_TEXT = 300;
const GREATEST_INTEGER = 2_147_483_647;

export function tagsOf({ common, format }: IAudioMetadata, picture: boolean): FileTags {
  const lossless = format.lossless === true;
  return {
    title: text(common.title),
    artist: people(common.artists, common.artist),
    albumArtist: people(common.albumartists, common.albumartist),
    album: text(common.album),
    year: whole(common.year, 9_999),
    discNumber: whole(common.disk.no, 9_999),
    trackNumber: whole(common.track.no, 99_999),
    durationMs: whole((format.duration ?? 0) * 1_000),
    isrc: isrcOf(common.isrc),
    mbid: mbidOf(common.musicbrainz_recordingid),
    format: formatOf(format),
    bitrateKbps: whole((format.bitrate ?? 0) / 1_000),
    sampleRateHz: whole(format.sampleRate),
    bitDepth: lossless ? whole(format.bitsPerSample, 64) : null,
    picture,
  };
}

/** Several names as one text that the matching takes apart again; the one text of the file where it names no single ones. */
function people(each: readonly string[] | undefined, all: string | undefined): string | null {
  const names = [...new Set((each ?? []).map(text).filter((name) => name !== null))];
  return names.length > 1 ? text(names.join(', ')) : (names[0] ?? text(all));
}

const text = (value: unknown): string | null => (typeof value === 'string' ? cleanText(value, LONGEST_TEXT) : null);

function whole(value: number | null | undefined, most = GREATEST_INTEGER): number | null {
  const number = Math.round(value ?? 0);
  return number > 0 && number <= most ? number : null;
}

function isrcOf(values: readonly string[] | undefined): string | null {
  const codes = (values ?? []).map((value) => value.toUpperCase().replace(/[\s-]/g, ''));
  return codes.find((code) => /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(code)) ?? null;
}

function mbidOf(value: unknown): string | null {
  const id = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}

const formats: readonly (readonly [name: RegExp, format: string])[] = [
  [/^alac/i, 'alac'],
  [/flac/i, 'flac'],
  [/^opus/i, 'opus'],
  [/layer 3/i, 'mp3'],
  [/vorbis/i, 'ogg'],
  [/monkey/i, 'ape'],
  [/wavpack/i, 'wv'],
  [/^dsd|^dsf/i, 'dsf'],
  [/musepack/i, 'mpc'],
];
const containers: readonly (readonly [name: RegExp, format: string])[] = [
  [/^adts/i, 'aac'],
  [/^wave/i, 'wav'],
  [/^aif/i, 'aiff'],
  [/^asf/i, 'wma'],
  [/^dsf/i, 'dsf'],
  [/m4a|mp4|isom|mp42/i, 'm4a'],
];

/** In the words of file endings, but for ALAC, whose files end as those with AAC do. */
function formatOf({ codec = '', container = '' }: IAudioMetadata['format']): string | null {
  const known = formats.find(([name]) => name.test(codec)) ?? containers.find(([name]) => name.test(container));
  return known?.[1] ?? (text(container)?.toLowerCase().slice(0, 20) || null);
}
