import type { IAudioMetadata } from 'music-metadata';
import { foldText, isrcsIn, namesInPath, pathWitnesses, tagTexts } from '@soulsync/music';
import type { FileTags } from '../../library/ports/file-notes.js';
import { artistNames } from './artist-names.js';
import { cleanText } from './unread.js';

/** Another number: what earlier versions read is read anew. */
export const READER_VERSION = 2;

const LONGEST_TEXT = 300;
/** As the file has it: three bytes a sign, where they are taken for Latin-1. */
const LONGEST_RAW_TEXT = 1_000;
const GREATEST_INTEGER = 2_147_483_647;

/** What is in the file beside its texts. */
export interface FileExtras {
  readonly picture: boolean;
  /** Songs of a cue sheet in the file itself. */
  readonly sheetSongs: number | null;
}

/** `path`, relative to the music folder, is a second reading of what the tags say. */
export function tagsOf(metadata: IAudioMetadata, { picture, sheetSongs }: FileExtras, path: string): FileTags {
  const { common, format } = metadata;
  const lossless = format.lossless === true;
  const artists = artistNames(metadata, path).map(raw);
  const [title, album, artist, albumArtist] = [common.title, common.album, common.artist, common.albumartist].map(raw);
  const albumArtists = (common.albumartists ?? []).slice(0, MOST_NAMES).map(raw);
  const { decode, garbled } = tagTexts(
    [title, album, artist, albumArtist, ...artists, ...albumArtists].filter((one) => one !== undefined),
    pathWitnesses(path),
  );
  const read = (value: string | undefined) => (value === undefined ? null : text(decode(value)));
  const names = {
    title: read(title),
    artist: people(artists, artist, read),
    albumArtist: people(albumArtists, albumArtist, read),
    album: read(album),
  };
  return {
    ...(format.tagTypes.every((type) => type === 'ID3v1') ? completed(names, { title, artist, album }, path) : names),
    year: whole(common.year, 9_999),
    discNumber: whole(common.disk.no, 9_999),
    trackNumber: whole(common.track.no, 99_999),
    durationMs: whole((format.duration ?? 0) * 1_000),
    isrc: isrcOf(metadata),
    mbid: mbidOf(common.musicbrainz_recordingid),
    format: formatOf(format),
    bitrateKbps: whole((format.bitrate ?? 0) / 1_000),
    sampleRateHz: whole(format.sampleRate),
    bitDepth: lossless ? whole(format.bitsPerSample, 64) : null,
    picture,
    sheetSongs,
    garbled,
  };
}

const MOST_NAMES = 50;
const raw = (value: unknown): string | undefined => (typeof value === 'string' ? value.slice(0, LONGEST_RAW_TEXT) : undefined);

type Read = (value: string | undefined) => string | null;

/** Several names as one text that the matching takes apart again; the one text of the file where it names no single ones. */
function people(each: readonly (string | undefined)[], all: string | undefined, read: Read): string | null {
  const names = [...new Set(each.map(read).filter((name) => name !== null))];
  return names.length > 1 ? text(names.join(', ')) : (names[0] ?? read(all));
}

type Names = Pick<FileTags, 'title' | 'artist' | 'albumArtist' | 'album'>;
/** ID3v1 has room for 30 bytes; blanks at the cut are lost. */
const CUT_BYTES = 28;

/** The rest of names that ID3v1 cut, where the path has the whole; `cut`: what the file has, a sign a byte. */
function completed(names: Names, cut: Partial<Record<keyof Names, string | undefined>>, path: string): Names {
  const inPath = namesInPath(path, names.artist);
  const whole = (field: 'title' | 'artist' | 'album') => {
    const [name, other] = [names[field], inPath[field]];
    return name !== null && other !== null && (cut[field]?.length ?? 0) >= CUT_BYTES && isLonger(other, name) ? text(other) : name;
  };
  return { ...names, title: whole('title'), artist: whole('artist'), album: whole('album') };
}

const isLonger = (name: string, start: string) => name.length > start.length && foldText(name).startsWith(foldText(start));

const text = (value: unknown): string | null => (typeof value === 'string' ? cleanText(value, LONGEST_TEXT) : null);

function whole(value: number | null | undefined, most = GREATEST_INTEGER): number | null {
  const number = Math.round(value ?? 0);
  return number > 0 && number <= most ? number : null;
}

/** Apple has it in `xid ` ("Label:isrc:CODE"). */
function isrcOf({ common, native }: IAudioMetadata): string | null {
  const apples = (native['iTunes'] ?? []).filter(({ id }) => id === 'xid ');
  const others = (native['matroska'] ?? []).filter(({ id }) => id.toUpperCase().endsWith(':ISRC'));
  return isrcsIn([...(common.isrc ?? []), ...[...apples, ...others].map(({ value }) => value)]);
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
