import { guestNames, guestTail } from '../artists/guest-names.js';
import { boundedText } from '../normalise/bounded-text.js';
import { parseTitle } from './parse-title.js';
import { splitVideoTitle } from './split-video-title.js';
import type { VersionTag } from './version-tag.js';
import { readBracket, readVersion } from './video-bracket-reading.js';
import { replaceBrackets } from './video-brackets.js';
import { readChannel } from './video-channel.js';
import type { VideoChannel } from './video-channel.js';
import { readCover, songFirst } from './video-cover.js';
import type { Cover } from './video-cover.js';
import { withoutHead, withoutSigns, withoutTail } from './video-ends.js';
import { withoutNoiseTail } from './video-noise.js';
import { REMARK } from './video-remarks.js';

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
