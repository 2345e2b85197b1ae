import type { RecordingDescription } from '@soulsync/contracts';

/** Longest segment file systems take. */
const MAX_SEGMENT_BYTES = 255;
const encoder = new TextEncoder();
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const various = /^(various artists|various|va)$/i;

/**
 * Where a recording's file belongs, relative to the music folder: `Artist/Artist - Album/01 - Track.flac`, a disc before the number where
 * there are several, `Artist/Artist - Single/Single.flac`, `Compilations/Album/01 - Artist - Track.flac`.
 */
export function libraryPath(recording: RecordingDescription, extension: string): string {
  const { title, album } = recording;
  const artist = recording.albumArtists[0] ?? recording.artists[0] ?? 'Unknown Artist';
  const end = `.${extension}`;
  if (album === null || isSingle(recording)) return path([artist, `${artist} - ${title}`], title, end);
  const number = trackPlace(recording);
  if (various.test(artist)) return path(['Compilations', album], `${number}${recording.artists[0] ?? 'Unknown Artist'} - ${title}`, end);
  return path([artist, `${artist} - ${album}`], `${number}${title}`, end);
}

/** By what the release is, never by its name: many an album is called like its title track. */
function isSingle({ releaseKind, trackTotal, trackNumber }: RecordingDescription): boolean {
  if (releaseKind != null && releaseKind !== 'single') return false;
  if (trackTotal !== null) return trackTotal === 1;
  return releaseKind === 'single' && (trackNumber ?? 1) === 1;
}

/** `04 - `, `2-04 - ` on a release of several discs; '' where the number is unknown. */
function trackPlace({ trackNumber, discNumber, discTotal }: RecordingDescription): string {
  if (trackNumber === null) return '';
  const disc = Math.max(discNumber ?? 1, discTotal ?? 1) > 1 ? `${discNumber ?? 1}-` : '';
  return `${disc}${String(trackNumber).padStart(2, '0')} - `;
}

/** The same place with a number, for the rare case that another file is there. */
export function numberedPath(relative: string, number: number): string {
  const dot = relative.lastIndexOf('.');
  const slash = relative.lastIndexOf('/');
  const suffix = ` (${number})`;
  const stem = relative.slice(slash + 1, dot);
  const end = relative.slice(dot);
  return relative.slice(0, slash + 1) + cut(stem, MAX_SEGMENT_BYTES - encoder.encode(suffix + end).length) + suffix + end;
}

function path(folders: readonly string[], name: string, end: string): string {
  return [...folders.map((folder) => segment(folder, '')), segment(name, end)].join('/');
}

/** One name that every file system takes: NFC, no separators or control characters, no dot or blank at its ends, at most 255 bytes. */
export function segment(name: string, end: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const safe = plain === '' ? '_' : reserved.test(plain) ? `_${plain}` : plain;
  return cut(safe, MAX_SEGMENT_BYTES - encoder.encode(end).length).replace(/[. ]+$/, '') + end;
}

/** Cuts on a character's border. */
function cut(text: string, bytes: number): string {
  if (encoder.encode(text).length <= bytes) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += encoder.encode(character).length;
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
