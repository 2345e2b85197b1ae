import { foldText } from '../normalise/fold-text.js';
import { bracketedTitle, quotedTitle } from './quoted-title.js';
import { credits, isChannel } from './video-channel.js';
import type { VideoChannel } from './video-channel.js';
import { isCredit } from './video-credits.js';
import { REMARK, dash, laterRemarkOf, namingParts, playedLive, remarkOf } from './video-remarks.js';
import { asVersion, isVersion } from './video-versions.js';

export interface VideoNames {
  readonly artist: string | null;
  readonly title: string;
  /** Versions and guests that stood beside them. */
  readonly qualifiers: readonly string[];
  /** Channel, quotation marks or remarks say which of the two is which; else it is the usual order. */
  readonly told: boolean;
}

/** Between artist and title, the surest first. */
const separators: readonly RegExp[] = [
  /\s+[-–—]+(?=\S)|(?<=\S)[-–—]+\s+/u,
  /\s+(?:[•·∙●►▶▸‣»➜➔→⇒♫♪♬★☆✦◆■=]{1,3}|>{2,3}|:{2,3})\s+/u,
  /\s+_\s+/u,
  /\s*:\s+/u,
  /\s*[~〜]\s+|\s+\/\s+/u,
  /(?<=\p{L}{2})[–—](?=\p{L})|(?<=\p{L}{2}):(?=\p{L})|(?<=[^\s_])_(?=[^\s_])|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\/(?=\p{L})/u,
];
const latin = /^[\x20-\x7e\ue000]+$/;
const japanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Are there an artist and a title beside each other in this text? */
export const isStructured = (text: string): boolean =>
  dash.test(text) || text.includes('|') || quotedTitle(text) !== null || /\sby\s/.test(text) || separators.some((sign) => sign.test(text));

/** Artist and title of a video's title whose remarks in brackets are gone. */
export function splitVideoTitle(text: string, channel: VideoChannel): VideoNames {
  const { parts, qualifiers } = namingParts(withoutOwnTail(text, channel));
  const [first = text, second] = parts;
  const whole = splitPart(first, channel);
  const names = whole ?? (second === undefined ? splitWords(first, channel) : inOrder(first, second, channel));
  const title = names.title.replace(/(?<=\S)(?::\s*|\s+)(remix|rmx)(?=\s*(?:$|\ue000|(?:feat|ft)\b))/iu, ' ($1)');
  const live = parts.slice(whole ? 1 : 2).some(playedLive) ? ['live'] : [];
  return { ...names, title, qualifiers: [...names.qualifiers, ...qualifiers, ...live] };
}

const ownTitle = (text: string, channel: VideoChannel): VideoNames =>
  told(channel.artist, withoutOwner(text, channel)); // prettier-ignore

const unordered = (artist: string | null, title: string): VideoNames => ({ artist, title, qualifiers: [], told: false });
const told = (artist: string | null, title: string, qualifiers: readonly string[] = []): VideoNames => ({
  artist,
  title,
  qualifiers,
  told: true,
});

function splitPart(part: string, channel: VideoChannel): VideoNames | null {
  const marked = quotedTitle(part);
  if (marked) return { ...marked, told: true };
  return splitDashes(part, channel) ?? splitSigns(part, channel);
}

/** Nothing but the words themselves can part artist and title. */
const splitWords = (part: string, channel: VideoChannel): VideoNames =>
  splitBrackets(part, channel) ?? splitHyphen(part, channel) ?? splitBy(part, channel) ?? ownTitle(part, channel);

/** `A - B - Live - Official Video`: what follows the second name describes it. */
function splitDashes(part: string, channel: VideoChannel): VideoNames | null {
  const pieces = part.split(dash).filter((piece) => piece.trim() !== ''); // prettier-ignore
  const [left, right, ...more] = inOneScript(
    withoutUploader(
      pieces.map((piece) => piece.trim()),
      channel,
    ),
  );
  if (left === undefined || right === undefined) return null;
  const remarks = more.map((piece) => laterRemarkOf(piece));
  const qualifiers = remarks.flatMap((remark) => remark ?? []);
  const described = remarks.findIndex((remark) => remark !== null);
  const further = more.some(isCredit) ? [] : more.slice(0, described === -1 ? more.length : described);
  const remark = isChannel(left, channel) ? null : remarkOf(right);
  if (remark !== null) {
    const names = splitPart(left, channel) ?? splitWords(left, channel);
    return { ...names, title: `${names.title} ${REMARK}`, qualifiers: [...names.qualifiers, ...remark, ...qualifiers] };
  }
  const names = inOrder(left, right, channel);
  const title = names.title === right ? [right, ...further].join(' - ') : names.title;
  return { ...names, title, qualifiers: [...names.qualifiers, ...qualifiers] };
}

/** `米津玄師 - 感電 , Kenshi Yonezu - Kanden`: the same names once more in Latin letters. */
function inOneScript(pieces: readonly string[]): readonly string[] {
  const [left = '', middle = '', last = ''] = pieces;
  if (pieces.length !== 3 || !japanese.test(left) || !latin.test(last)) return pieces;
  const [, title, name] = /^(.*\S)\s*,\s*(\S.*)$/u.exec(middle) ?? /^(.*[^\x20-\x7e])\s+(\S.*)$/u.exec(middle) ?? [];
  return title !== undefined && name !== undefined && latin.test(name) ? [left, title] : pieces;
}

/** `A - B / THE HOME TAKE` on the channel of that name. */
function withoutOwnTail(text: string, channel: VideoChannel): string {
  const [, head, tail] = /^(.*\S)\s+\/\s+(\S.*)$/su.exec(text) ?? [];
  return head !== undefined && tail !== undefined && dash.test(head) && laterRemarkOf(tail) === null && isChannel(tail, channel)
    ? head
    : text;
}

/** `Blue Records - A - B`, `Blue Records presents A - B`. */
function withoutUploader([first = '', ...more]: readonly string[], channel: VideoChannel): readonly string[] {
  if (channel.artist !== null) return [first, ...more];
  if (more.length > 1 && isChannel(first, channel)) return more;
  const [, presenter, artist] =
    /^(.{1,60}?)\s+(?:presents|presenta|présente|präsentiert|apresenta|представляет):?\s+(\S.*)$/iu.exec(first) ?? [];
  return presenter !== undefined && artist !== undefined && isChannel(presenter, channel) ? [artist, ...more] : [first, ...more];
}

function splitSigns(part: string, channel: VideoChannel): VideoNames | null {
  for (const separator of separators) {
    const found = separator.exec(part);
    if (!found || found.index === 0) continue;
    const left = part.slice(0, found.index).trim();
    const right = part.slice(found.index + found[0].length).trim();
    if (left === '' || right === '') continue;
    const remark = remarkOf(right);
    if (remark !== null && !isChannel(left, channel)) {
      const names = splitPart(left, channel) ?? splitWords(left, channel);
      return { ...names, qualifiers: [...names.qualifiers, ...remark] };
    }
    if (laterRemarkOf(left) !== null) return splitPart(right, channel);
    if (found[0].trim() !== '/') return inOrder(left, right, channel);
    // In Japanese the song stands before its slash.
    return japanese.test(part) && !credits(left, channel) ? told(right, left) : inOrder(left, right, channel);
  }
  return null;
}

/** Usually `Artist - Title`; the other way round where the channel says so, or what stands beside the halves. */
function inOrder(left: string, right: string, channel: VideoChannel): VideoNames {
  const leftOwns = credits(bare(left), channel);
  const rightOwns = credits(bare(right), channel);
  if (leftOwns !== rightOwns) return leftOwns ? told(left, right) : titleFirst(left, right);
  if (!leftOwns && isQuoted(left) !== isQuoted(right)) return isQuoted(left) ? titleFirst(left, right) : told(left, right);
  return !leftOwns && titleEnds(left) && !titleEnds(right) ? titleFirst(left, right) : unordered(left, right);
}

/** What stands in brackets behind the artist is a version of the song, or part of the name. */
function titleFirst(left: string, right: string): VideoNames {
  const bracket = /^(.*?\S)\s*[([]([^()[\]]+)[)\]]$/su.exec(right);
  const version = bracket?.[2] === undefined ? null : asVersion(bracket[2]);
  return bracket?.[1] !== undefined && version !== null ? told(bracket[1], left, [version]) : told(right, left);
}

const bare = (half: string): string => half.replace(/\s*[([\ue000].*$/su, '');
const isQuoted = (half: string): boolean => /^["“„][^"“”„]+["“”]$/u.test(bare(half));
/** A remark or a version stands behind titles, not behind names. */
const titleEnds = (half: string): boolean => {
  if (half.endsWith(REMARK)) return true;
  const last = /[([]([^()[\]]+)[)\]]$/u.exec(half)?.[1];
  return last !== undefined && (isVersion(last) || /^(?:from|de|aus) |\b(?:version|mix|edit)$/i.test(last));
};

/** No artist and title set in one word have more. */
const MOST_HYPHENS = 6;

/** `Joy Division-Atmosphere`: a hyphen without blanks parts names of several words, never a word. */
function splitHyphen(part: string, channel: VideoChannel): VideoNames | null {
  const pieces = part.split('-');
  if (pieces.length > MOST_HYPHENS) return null;
  const halves = pieces.slice(1).map((_piece, place) => [pieces.slice(0, place + 1).join('-'), pieces.slice(place + 1).join('-')] as const);
  const own = halves.find(([left]) => isChannel(left, channel));
  if (own) return told(...own);
  const named = halves.find(([left, right]) => isNamePair(left.trim(), right.trim()));
  return named ? inOrder(named[0].trim(), named[1].trim(), channel) : null;
}

/** Several words on the left, each with a capital where the right is a single one. */
function isNamePair(left: string, right: string): boolean {
  const words = (text: string) =>
    bare(text)
      .replace(/^(?:the|a|an)\s+/i, '')
      .split(/\s+/).length;
  return /^\p{Lu}/u.test(right) && words(left) > 1 && (words(right) > 1 || /^(?:\p{Lu}\S*\s+)+\p{Lu}\S*$/u.test(left));
}

/** `Louie Louie by The Kingsmen`; not `Stand By Me`, `Side by Side`, `Blinded by the Light`. */
function splitBy(part: string, channel: VideoChannel): VideoNames | null {
  const [, title, artist] = /^(.+?)\s+by\s+(\S.*)$/u.exec(part) ?? [];
  if (title === undefined || artist === undefined || isChannel(part, channel)) return null;
  if (credits(artist, channel)) return told(artist, title);
  if (/^(?:the|a|an|my|your|his|her|our|their|me|you|night|day)\b/.test(artist) || foldText(title) === foldText(artist)) return null;
  const oneWord = /^\p{Script=Latin}+$/u.test(artist) && !/["”]$/u.test(title);
  return oneWord && channel.artist !== null ? null : told(artist, title);
}

/** `五月天 Mayday【倔強】`; not `うっせぇわ【…】` on the singer's own channel. */
function splitBrackets(part: string, channel: VideoChannel): VideoNames | null {
  const found = bracketedTitle(part);
  if (!found) return null;
  if (credits(found.title, channel)) return told(found.title, found.artist, found.qualifiers);
  return channel.artist === null || /music|音樂|音乐/i.test(channel.names.join(' ')) || credits(found.artist, channel)
    ? { ...found, told: false }
    : null;
}

/** `Adele Hello` on Adele's channel. */
function withoutOwner(text: string, channel: VideoChannel): string {
  const lower = text.toLowerCase();
  const own = channel.names.find((name) => lower.startsWith(`${name.toLowerCase()} `));
  return own === undefined || text.length <= own.length + 1 ? text : text.slice(own.length).trim();
}
