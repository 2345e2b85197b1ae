import { guestNames, guestQualifier, guestTail } from '../artists/guest-names.js';
import { artistKeys, nameKeys } from '../artists/parse-artists.js';
import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';
import { parseTitle } from './parse-title.js';
import { splitBrackets } from './qualifiers.js';
import type { VersionTag } from './version-tag.js';
import { versionsIn } from './version-words.js';
import { isVideoNoise, withoutNoiseTail } from './video-noise.js';

export interface ParsedVideo {
  /** null: neither title nor channel says. */
  readonly artist: string | null;
  readonly title: string;
  /** The title with its version and its guests, as it is written there. */
  readonly written: string;
  readonly versions: readonly VersionTag[];
  readonly featured: readonly string[];
}

/** Reads a video's title with the channel that shows it; only a closed list of noise is removed. */
export function parseVideoTitle(title: string, channel: string | null = null): ParsedVideo {
  const owner = channelArtist(channel);
  const text = boundedText(title)
    .replace(/[\p{Extended_Pictographic}\u{fe0f}]+(?=\s|$)/gu, ' ')
    .replace(/(?<=[^\s–—|:-])(?:\s+#[\p{L}\p{N}_]+)+\s*$/u, '')
    .replace(/^\d{1,2}\.\s+(?=.*\s[-–—]\s)/u, '')
    .trim();
  const cleaned = withoutNoise(text);
  const topic = channel !== null && /\s-\sTopic$/.test(channel);
  const split = topic && owner !== null ? { artist: owner, title: cleaned } : splitArtist(cleaned, owner);
  const named = parseTitle(split.title);
  const guests = guestTail.exec(split.artist ?? '');
  const artist = split.artist === null ? null : guests && guests.index > 0 ? split.artist.slice(0, guests.index) : split.artist;
  const base = withoutQuotes(withoutNoiseTail(named.base));
  return {
    artist: artist === null ? null : tidy(artist) || null,
    title: base || tidy(cleaned) || text,
    written: tidy(split.title) || text,
    versions: named.versions,
    featured: [...named.featured, ...(guests && split.artist ? guestNames(split.artist.slice(guests.index + guests[0].length)) : [])],
  };
}

/** `Bee Gees - Topic`, `ColdplayVEVO`, `Official Arctic Monkeys`: the artist whose channel it is. */
function channelArtist(channel: string | null): string | null {
  if (channel === null) return null;
  const name = boundedText(channel)
    .replace(/\s-\sTopic$/, '')
    .replace(/vevo$/i, '')
    .replace(/^official\s+|\s*(?:official|oficial)$|\s+(?:tv|channel|music)$/gi, '')
    .trim();
  return name === '' ? null : /\s/.test(name) || !/vevo$/i.test(channel) ? name : name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

/** No video has more remarks after its name. */
const MOST_TAILS = 6;

function withoutNoise(text: string): string {
  const kept: string[] = [];
  for (const { text: part, bracketed } of splitBrackets(
    text
      .replace(/[［]/g, '[')
      .replace(/[］]/g, ']')
      .replace(/\*{2}[^*]{1,30}\*{2}/g, ' '),
  ).parts) {
    if (!bracketed) kept.push(part);
    else if (!isVideoNoise(part) && !onlyYear(part) && !part.startsWith('@')) kept.push(noiseInside(part));
  }
  let rest = kept.join(' ').replace(/\s+/g, ' ').trim();
  for (let cuts = 0; cuts < MOST_TAILS; cuts += 1) {
    const last = lastPiece(rest);
    if (last && last.tail !== '' && (isVideoNoise(last.tail) || onlyYear(last.tail))) rest = last.head;
    else break;
  }
  const first = /^([^|]{2,}?)\s*\|\s*(.+)$/su.exec(rest);
  if (first?.[1] && first[2] && /\s[-–—]\s/u.test(first[1])) rest = first[1];
  return withoutNoiseTail(rest).replace(/^[\s|_~–—-]+|[\s|_~–—-]+$/gu, '');
}

const onlyYear = (text: string) => /^\s*(?:19|20)\d\d\s*$/.test(text);

/** "(Official Video) [Live]" keeps its bracket; "(speed up+lyrics)" keeps what is not noise. */
const noiseInside = (part: string) => {
  const pieces = part.split(/\s*[+,|/]\s*/).filter((piece) => piece.trim() !== '' && !isVideoNoise(piece));
  return `(${pieces.length === 0 ? part : pieces.join(', ')})`;
};

function lastPiece(text: string): { head: string; tail: string } | null {
  const found = [...text.matchAll(/\s+[-–—|·•:]+\s+|\s*\/\/\s*|\s*\|+\s*/gu)].at(-1);
  if (!found || found.index === 0) return null;
  return { head: text.slice(0, found.index).trim(), tail: text.slice(found.index + found[0].length).trim() };
}

interface Split {
  readonly artist: string | null;
  readonly title: string;
}

const separators: readonly RegExp[] = [
  /\s+[-–—−─]+\s+/u,
  /\s+[-–—]+(?=\S)|(?<=\S)[-–—]+\s+/u,
  /\s*\|\|\s*/u,
  /\s+_\s+/u,
  /:\s+/u,
  /\s+\|\s+/u,
  /\s*~\s+|\s+\/\s+/u,
];

function splitArtist(text: string, owner: string | null): Split {
  const quoted = /^(.{1,100}?)[\s:–—-]*(?:["“”]([^"“”]+)["“”]|[「『]([^」』]+)[」』]|(?<=\s)['‘]([^'‘’]{2,})['’])(.*)$/su.exec(text);
  const inQuotes = quoted?.[2] ?? quoted?.[3] ?? quoted?.[4];
  if (
    quoted?.[1] &&
    inQuotes &&
    !/\s[-–—]\s+\S|[([][^)\]]*$/u.test(quoted[1]) &&
    (quoted[5] ?? '').length < 60 &&
    !/^["“‘「]/u.test(quoted[1])
  ) {
    const artist = withoutNoiseTail(quoted[1].replace(/[\s:–—-]+$/u, '').replace(/(?<=\S)(?:MV|PV)$/u, ''));
    return { artist, title: `${inQuotes} ${qualifiersOf(quoted[5] ?? '')}`.trim() };
  }
  const leading = /^["“”]([^"“”]{2,})["“”]\s+(?:by\s+)?(\p{L}.*)$/u.exec(text);
  if (leading?.[1] && leading[2] && !isVideoNoise(leading[2])) return { artist: leading[2], title: leading[1] };
  for (const separator of separators) {
    const found = separator.exec(text);
    if (!found || found.index === 0) continue;
    const left = text.slice(0, found.index).trim();
    const right = text.slice(found.index + found[0].length).trim();
    if (left === '' || right === '' || isQualifier(right)) continue;
    return order(left, right, owner);
  }
  const by = /^(.+?)\s+by\s+(\S.*)$/iu.exec(text);
  if (by?.[1] && by[2] && (owner === null || !same(owner, text))) return { artist: by[2], title: by[1] };
  const unquoted =
    owner !== null && foldText(text).startsWith(`${foldText(owner)} `) && text.length > owner.length
      ? text.slice(owner.length).trim()
      : null;
  return { artist: owner, title: unquoted ?? text };
}

/** Usually `Artist - Title`; the channel tells when it is the other way round. */
function order(left: string, right: string, owner: string | null): Split {
  const rightName = right.split(/\s+[-–—|]\s+/u)[0] ?? right;
  const bare = rightName.replace(/\s*[([].*$/u, '');
  const swapped = owner !== null && !holds(left, owner) && holds(bare, owner);
  return swapped ? { artist: rightName, title: left } : { artist: left, title: right };
}

/** Is one of these credited artists the owner of the channel? */
const holds = (credits: string, owner: string) =>
  same(credits, owner) || artistKeys([credits]).atoms.some((keys) => nameKeys(owner).some((key) => keys.includes(key)));

const same = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key));

const isQualifier = (text: string) => {
  if (guestQualifier.test(text) || isVideoNoise(text)) return true;
  const versions = /[([]/.test(text) ? [] : versionsIn(foldText(text));
  return versions.length > 0 && versions.every(({ kind, detail }) => kind !== 'other' && (kind !== 'remix' || detail === ''));
};

/** What follows a quoted title and is worth keeping: versions and guests in brackets. */
const qualifiersOf = (text: string) => {
  const kept = splitBrackets(text)
    .parts.filter(({ text: part, bracketed }) => bracketed && !isVideoNoise(part))
    .map(({ text: part }) => `(${part})`);
  const guests = guestTail.exec(text);
  return [...kept, ...(guests ? [text.slice(guests.index)] : [])].join(' ');
};

const withoutQuotes = (text: string) => text.replace(/^["“”'‘「『]([^"“”「」『』]+)["“”'’」』]$/u, '$1').trim();
const tidy = (text: string) => withoutQuotes(text.replace(/^[\s|_~–—-]+|[\s|_~–—:-]+$/gu, '').trim());
