import { guestNames, guestQualifier, guestTail } from '../artists/guest-names.js';
import { boundedText } from '../normalise/bounded-text.js';
import { parseTitle } from './parse-title.js';
import { isStructured, splitVideoTitle } from './split-video-title.js';
import type { VersionTag } from './version-tag.js';
import { replaceBrackets } from './video-brackets.js';
import type { Bracket } from './video-brackets.js';
import { isChannel, readChannel } from './video-channel.js';
import type { VideoChannel } from './video-channel.js';
import { readCover, saysCover, songFirst } from './video-cover.js';
import type { Cover } from './video-cover.js';
import { isCredit, isDate, withoutCreditTail } from './video-credits.js';
import { isVideoNoise, isVideoRemark, withoutNoiseTail } from './video-noise.js';
import { REMARK } from './video-remarks.js';
import { asVersion } from './video-versions.js';

export interface ParsedVideo {
  /** null: neither title nor channel says. */
  readonly artist: string | null;
  readonly title: string;
  /** The title with its version and its guests, as it is written there. */
  readonly written: string;
  readonly versions: readonly VersionTag[];
  readonly featured: readonly string[];
}

/** Reads a video's title with the channel that shows it; only what is known to describe the video is removed. */
export function parseVideoTitle(title: string, channel: string | null = null): ParsedVideo {
  const owner = readChannel(channel);
  const text = boundedText(title.slice(0, 1_000).replace(/[／｜：]/g, (sign) => ` ${sign} `)).replaceAll(REMARK, '');
  if (owner.topic) return named(owner.artist, replaceBrackets(text, readVersion), text);
  const { text: cleaned, qualifiers } = withoutHead(
    replaceBrackets(withoutSigns(text), (bracket) => readBracket(bracket, owner)),
    owner,
  );
  const cover = readCover(withoutNoiseTail(plain(cleaned)), owner);
  if (cover && plain(cover.text) !== '') return readAsCover(cover, owner, qualifiers, text);
  const { artist, title: name, qualifiers: found } = splitVideoTitle(withoutTail(cleaned), owner);
  return named(artist, withQualifiers(name, [...found, ...qualifiers]), text);
}

/** A cover's artist is who plays it: named, or the channel; the names in the title are the song's and its first artist's. */
function readAsCover(cover: Cover, channel: VideoChannel, qualifiers: readonly string[], text: string): ParsedVideo {
  const { artist, title, qualifiers: found, told } = splitVideoTitle(withoutTail(cover.text), channel);
  const all = [cover.version, ...found, ...qualifiers];
  if (cover.original !== null) return named(artist, withQualifiers(title, all), text);
  const swapped = !told && artist !== null && songFirst(artist, title, cover);
  const performer = cover.performer ?? channel.artist ?? (swapped ? title : artist);
  return named(performer, withQualifiers(swapped ? artist : title, all), text);
}

/** Emoji, hashtags and the number in a list. */
const withoutSigns = (text: string): string =>
  text
    .replace(/\s*[❌✖✕×]\ufe0f?\s*(?=.*\s[-–—]\s)/gu, ' x ')
    .replace(/(?:[\p{Extended_Pictographic}\ufe0f\u200d]|\p{Regional_Indicator}{2})+(?=\s|$)/gu, ' ')
    .replace(/(?<=[^\s–—|:-])(?:\s+#[\p{L}\p{N}_]+)+\s*$/u, '')
    .replace(/\*{1,2}([^*]{1,30})\*{1,2}/g, (whole, inner: string) => (isVideoNoise(inner) ? ' ' : whole))
    .replace(/^[♫♪♬★☆✦◆■●►▶\s]+|[♫♪♬★☆✦◆■●►▶\s]+$/gu, '')
    .replace(/^(?:\d{1,2}\.|0\d|\d{1,2}\s[-–—])\s+(?=.*\s[-–—]\s)/u, '')
    .trim();

/** What a bracket says of the song stays, in the words by which titles are read; what it says of the video goes. */
function readBracket(bracket: Bracket, channel: VideoChannel): string | null {
  const { inner, opening, start } = bracket;
  if ('「『«《<〈'.includes(opening)) return isVideoNoise(inner) ? ' ' : null;
  if (isVideoNoise(inner)) return ` ${REMARK} `;
  if (guestQualifier.test(inner) || saysCover(inner)) return null;
  const pieces = inner.split(/\s*[+,|/;・·•]\s*|\s+[-–—:]\s+/u).filter((piece) => piece.trim() !== '');
  const noisy = pieces.some(isVideoNoise);
  if (start === 0 && '[【'.includes(opening) && !noisy) return null;
  if (!noisy && asVersion(inner) !== null) return readVersion(bracket);
  if (isVideoRemark(inner) || isDate(inner) || isCredit(inner) || inner.trim() === '') return ` ${REMARK} `;
  if (start > 0 && isChannel(inner, channel)) return ` ${REMARK} `;
  if (!noisy) return null;
  const kept = pieces.map((piece) => (guestQualifier.test(piece) ? piece : asVersion(piece))).filter((piece) => piece !== null);
  return kept.length === 0 ? ` ${REMARK} ` : `(${kept.join(', ')})`;
}

/** `[Live / Roxy, Hollywood]`, `（ライブ）` in the words by which titles are read; null: no version, or readable as it stands. */
function readVersion({ inner, opening }: Bracket): string | null {
  if ('「『«《<〈'.includes(opening) || guestQualifier.test(inner)) return null;
  const version = asVersion(inner);
  return version === null || version === inner.trim() ? null : `(${version})`;
}

/** `【公式】`, `[DF LIVE] A - B`, `Premiere: A - B`: what is set before the names. */
function withoutHead(text: string, channel: VideoChannel): { text: string; qualifiers: readonly string[] } {
  const head = text
    .trimStart()
    .replace(/^(?:\ue000\s*)+/u, '')
    .trim();
  const bracket = /^[[【]([^\]】]{1,60})[\]】]\s*(\S.*)$/su.exec(head);
  if (bracket?.[1] && bracket[2]) {
    const [, inside, rest] = bracket;
    if (saysCover(inside)) return { text: `${rest} (${inside})`, qualifiers: [] };
    const version = asVersion(inside);
    if (version !== null || (isStructured(rest) && !isChannel(inside, channel)))
      return { text: rest, qualifiers: version === null ? [] : [version] };
    if (head.startsWith('【') || isChannel(inside, channel)) return { text: `${inside} - ${rest}`, qualifiers: [] };
  }
  const prefix = /^([^:!|]{2,30})\s*[:!|]+\s+(\S.*)$/su.exec(head);
  if (prefix?.[1] && prefix[2] && /^cover(?: song)?$/i.test(prefix[1])) return { text: `${prefix[2]} (cover)`, qualifiers: [] };
  if (prefix?.[1] && prefix[2] && isStructured(prefix[2])) {
    const [, lead, rest] = prefix;
    if (isVideoNoise(lead) || /^free (?:download|dl)$/i.test(lead)) return { text: rest, qualifiers: [] };
    if (/^(?:live|acoustic)$/i.test(lead)) return { text: rest, qualifiers: [lead] };
  }
  return { text: head, qualifiers: [] };
}

/** Behind the names, without brackets: `Karma Police live @ Lowlands 2010`, `… in the Live Lounge`, `El Farsante Remix`. */
function withoutTail(text: string): string {
  const marked = / *\ue000[\s\ue000]*$/u.test(text);
  const rest = withoutNoiseTail(withoutCreditTail(text.replace(/[\s\ue000|]+$/u, '')))
    .replace(/(?<=\S)\s+(?:-\s+)?(live\s*(?:@|at|from)\s*\S.*|@\s?\S.*|in the (?:[\w.]+ ){0,3}live lounge.*)$/iu, (_tail, place: string) =>
      isCredit(place.replace(/^@\s?/, '')) ? '' : ` (${asVersion(place) ?? `live at ${place.replace(/^@\s?/, '')}`})`,
    )
    .replace(
      /(?<=[)\]\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}])\s+(?:(?:라이브|ライブ|live)\s*)+$/iu,
      ' (live)',
    )
    .replace(/((?:feat|ft)\.?\s[^\ue000]*)\ue000[^-–—|([\ue000]*$/iu, '$1')
    .replace(/\s+part(?:\.|icipação(?: especial)?(?: de)?)\s+(?=\p{L})/iu, ' feat. ')
    .replace(/^[\s|_~–—-]+|[\s|_~–—/•·-]+$/gu, '');
  return marked ? `${rest} ${REMARK}` : rest;
}

const plain = (text: string): string => text.replaceAll(REMARK, ' ').replace(/\s+/g, ' ').trim();

const withQualifiers = (title: string, qualifiers: readonly string[]): string =>
  [title, ...qualifiers.map((qualifier) => `(${qualifier.replace(/^[([]+|[)\]]+$/g, '')})`)].join(' ');

function named(artist: string | null, title: string, text: string): ParsedVideo {
  const read = parseTitle(plain(title));
  const credit = artist === null ? null : plain(artist);
  const guests = guestTail.exec(credit ?? '');
  const main = credit !== null && guests && guests.index > 0 ? credit.slice(0, guests.index) : credit;
  return {
    artist: main === null ? null : tidy(main) || null,
    title: withoutQuotes(withoutNoiseTail(read.base)) || tidy(plain(title)) || text,
    written: tidy(plain(title)) || text,
    versions: read.versions,
    featured: [
      ...read.featured,
      ...(credit !== null && guests && guests.index > 0 ? guestNames(credit.slice(guests.index + guests[0].length)) : []),
    ],
  };
}

const withoutQuotes = (text: string) => text.replace(/^["“”„'‘「『«]\s*([^"“”„「」『』«»]+?)\s*["“”'’」』»]$/u, '$1').trim();
const tidy = (text: string) => withoutQuotes(text.replace(/^[\s|_~–—-]+|[\s|_~–—:-]+$/gu, '').trim());
