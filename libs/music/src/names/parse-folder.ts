import { boundedText } from '../normalise/bounded-text.js';
import { memo } from '../normalise/memo.js';
import { splitBrackets } from '../titles/qualifiers.js';
import { emptyQuality, isMeta, readQuality, speaksOfQuality, yearIn } from './quality-words.js';
import type { QualityWords } from './quality-words.js';

/** A folder name read as a release. null: not said. */
export interface FolderReading extends QualityWords {
  readonly artist: string | null;
  readonly album: string | null;
  readonly group: string | null;
  readonly discography: boolean;
}

const dash = /\s+[-‐‑–—−─]+\s+/u;

/** Peers' folders come again with each of their files. */
export const parseFolder = memo(5_000, (name): FolderReading => {
  const bounded = boundedText(name);
  // `Beck.-.Guero.2005`: dots for spaces.
  const text =
    !bounded.includes(' ') && (bounded.match(/\./g) ?? []).length > 3
      ? bounded.replace(/(?<!\d)\.|\.(?!\d)/g, ' ').replace(/\s+/g, ' ')
      : bounded;
  return scene(text) ?? plain(text);
});

/** `Artist-Album-WEB-FLAC-2014-GROUP`, with underscores for spaces. */
function scene(text: string): FolderReading | null {
  const tail = /^(.+)-([A-Za-z]*)((?:19|20)\d[\dX])-([A-Za-z0-9]+(?:_INT)?)$/i.exec(text);
  if (!tail?.[1] || !tail[3] || !tail[4] || / - /.test(text)) return null;
  const quality = emptyQuality();
  quality.year = Number(tail[3]) || null;
  if (tail[2]) readQuality(tail[2], quality);
  const words = tail[1].replace(/_/g, ' ').replace(/\s+/g, ' ');
  const pieces = words
    .split(/-+/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const meta: string[] = [];
  while (
    pieces.length > 2 &&
    (isMeta(pieces.at(-1) ?? '') ||
      /^\([^)]*\)$/.test(pieces.at(-1) ?? '') ||
      /^(?:deluxe|bonus|expanded|limited|special|remastered|reissue)\b/i.test(pieces.at(-1) ?? ''))
  )
    meta.unshift(pieces.pop() ?? '');
  readQuality(meta.join('-'), quality);
  const [artist = '', ...album] = pieces;
  const discography = /\bdiscography\b/i.test(words);
  return { ...quality, artist, album: album.length > 0 ? cleanAlbum(album.join('-')) : null, group: tail[4], discography };
}

const qualityTail = String.raw`(?:\b(?:flac|mp3|m4a|aac|ogg|alac|wav|lossless|web|vinyl|\d*cd|\d{3} ?kbps|320|256|192|V0|V2|(?:16|24) ?bit)\b.*)$`;
const looseWords = new RegExp(String.raw`[\s,]+(?:-\s+)?${qualityTail}`, 'i');
const looseAfterYear = new RegExp(String.raw`[\s,]+(?:(?:19|20)\d\d\b.*?)?${qualityTail}`, 'i');

function plain(text: string): FolderReading {
  const quality = emptyQuality();
  const inner = /^\[(.*)\]$/.exec(text)?.[1];
  const whole = inner !== undefined && dash.test(inner) ? inner : text;
  const kept: string[] = [];
  for (const { text: part, bracketed } of splitBrackets(
    whole.replace(/_/g, (sign, at: number) => (/\w/.test(whole[at - 1] ?? '') && /\w/.test(whole[at + 1] ?? '') ? ' ' : sign)),
  ).parts) {
    if (!bracketed) kept.push(part);
    else if (isMeta(part) || speaksOfQuality(part)) {
      readQuality(part, quality);
      quality.year ??= yearIn(part);
    } else if (
      yearIn(part) !== null &&
      quality.year === null &&
      /^(?:single|album|ep|released?|reissue|remaster|\d\d[.]\d\d[.])?\W*(?:19|20)\d\d\W*(?:album|ep|single|edition|reissue|remaster(?:ed)?)?$/i.test(
        part.trim(),
      )
    )
      quality.year = yearIn(part);
    else if (kept.length > 0) kept.push(` (${part}) `);
  }
  let rest = kept.join(' ').replace(/\s+/g, ' ').trim();
  // A year already in brackets leaves other years to the name: "Live North America 2016 (2017)".
  const loose = (quality.year === null ? looseAfterYear : looseWords).exec(rest);
  if (loose && loose.index > 0 && dash.test(rest.slice(0, loose.index))) {
    readQuality(loose[0], quality);
    quality.year ??= yearIn(loose[0]);
    rest = rest.slice(0, loose.index);
  }
  const pieces = rest
    .split(dash)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const named: string[] = [];
  for (const [place, piece] of pieces.entries()) {
    const onlyYear = /^(?:album |single |ep )?((?:19|20)\d\d)$/i.exec(piece);
    if (onlyYear?.[1] && pieces.length > 1 && (place > 0 || pieces.length > 1)) quality.year ??= Number(onlyYear[1]);
    else if (place > 0 && place === pieces.length - 1 && pieces.length > 2 && isMeta(piece)) readQuality(piece, quality);
    else if (place > 1 && /^(?:album|single|ep)\b.*\b(?:19|20)\d\d\b/i.test(piece)) quality.year ??= yearIn(piece);
    else named.push(piece);
  }
  const discography = /\bdiscography\b/i.test(rest);
  const [first = '', ...others] = named;
  const whose = /^(.+?)\s+discography\b/i.exec(first)?.[1];
  if (others.length === 0 && whose) return { ...quality, artist: whose, album: null, group: null, discography };
  if (others.length === 0) return { ...quality, ...leadingYear(first, quality), artist: null, group: null, discography };
  const artist = leadingYear(first, quality);
  const album = leadingYear(trailingYear(others.join(' - '), quality), quality);
  return {
    ...quality,
    ...(artist.year === null ? {} : { year: artist.year }),
    ...(album.year === null ? {} : { year: album.year }),
    artist: artist.album,
    album: album.album === null ? null : cleanAlbum(album.album),
    group: null,
    discography,
  };
}

/** `1992 Daredevil` in an artist's folder; a bare year stays a name ("1989"). */
function leadingYear(text: string, quality: QualityWords): { album: string | null; year: number | null } {
  const found = /^((?:19|20)\d\d)[\s.]+(\S.*)$/.exec(text);
  if (found?.[1] && found[2] && quality.year === null) return { album: found[2], year: Number(found[1]) };
  return { album: text === '' ? null : text, year: quality.year };
}

function trailingYear(text: string, quality: QualityWords): string {
  const found = /^(\S.*?)[\s,]+((?:19|20)\d\d)$/.exec(text);
  if (!found?.[1] || !found[2] || quality.year !== null) return text;
  quality.year = Number(found[2]);
  return found[1];
}

const cleanAlbum = (album: string) =>
  album
    .replace(/[\s,;–-]+$/u, '')
    .replace(/\s*\((?:[A-Z]{2,}[A-Z0-9 ]*\d+)\)$/, '')
    .trim();
