import { foldText } from '../normalise/fold-text.js';
import { credits } from './video-channel.js';
import type { VideoChannel } from './video-channel.js';

/** A cover as its title says it. */
export interface Cover {
  /** The title without what says so. */
  readonly text: string;
  /** Who plays it, where that is said; null: the channel. */
  readonly performer: string | null;
  /** In the words by which titles are read: `cover`, `acoustic cover`. */
  readonly version: string;
  /** The song's first artist where `(X cover)` names one. */
  readonly original: string | null;
  /** Played on one instrument: such titles begin with the artist. */
  readonly instrument: boolean;
}

const says = /\bcover(?:ed|s)?\b|カバー|カヴァー|歌ってみた|弾いてみた|커버|кавер|翻唱|\breprise\s+(?:par|de)\b/iu;

/** Does this text speak of a cover? */
export const saysCover = (text: string): boolean => says.test(text);

const name = String.raw`\s*([^()[\]【】|]{1,60}?)\s*[)\]】]?\s*$`;
const kana = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`;
/** What stands before the name of who plays it, at the end of a title. */
const performers: readonly RegExp[] = [
  new RegExp(String.raw`[([【]?\s*((?:\p{L}+[\s-]){0,2}?cover(?:ed)?\s*(?:by\b\.?:?|von\b|di\b|de\b|por\b|par\b|:))${name}`, 'iu'),
  new RegExp(String.raw`[([【]?\s*(cover\s+(?=${kana})|커버\s*by\b\.?:?|翻唱\s*:|reprise\s+(?:par|de)\b)${name}`, 'iu'),
  new RegExp(String.raw`[([【]?\s*([Кк]авер(?:-версия)?(?:\s+(?:от|by))?\s+(?=\p{Lu}))${name}`, 'u'),
  new RegExp(String.raw`(歌ってみた)\s*[【[]${name}`, 'u'),
];
/** `A covers B 'Song'`. */
const covers = /^(\S.{0,80}?)\s+cover(?:s|ing)?\s+(?=\p{Lu}\S*.*["“'‘«「])/u;
const inBrackets = /[([【]([^()[\]【】]{1,80})[)\]】]/gu;
const atEnd = /\s(?:[-–—|]\s+)?(cover|커버|カバー|を?歌ってみた)\s*(?=$|[([【|]|(?:feat|ft)\.?\s)/iu;

const instruments = new Set(['drum', 'drums', 'guitar', 'bass', 'piano', 'violin', 'cello', 'fingerstyle', 'sax', 'saxophone', 'flute', 'trumpet', 'harp', 'kalimba', 'ukulele', 'bit', '8', 'organ', 'marimba', 'harmonica']); // prettier-ignore
/** Words of the manner in which a cover is played; all others in its bracket are a name. */
const manners = new Set([...instruments, 'cover', 'covers', 'song', 'acoustic', 'acustico', 'acustica', 'live', 'vocal', 'metal', 'rock', 'punk', 'pop', 'jazz', 'style', 'band', 'full', 'female', 'male', 'choir', 'orchestral', 'a', 'cappella', 'electric', 'solo', 'version', 'ver', 'versie', 'my', 'short', 'and', 'in', 'en', 'english', 'espanol', 'spanish', 'francais', 'french', 'korean', 'japanese', 'deutsch', 'german', 'italiano', 'portugues', 'official', 'music', 'video', 'lyrics', 'with', 'на', 'гитаре', 'пианино', 'кавер', '커버', '翻唱', 'カバー', '歌ってみた', '弾いてみた']); // prettier-ignore

/** Reads that a title is a cover, and by whom; null: it does not say so. */
export function readCover(text: string, channel: VideoChannel): Cover | null {
  if (!saysCover(text)) return null;
  const [said, player] = covers.exec(text) ?? [];
  if (said !== undefined && player !== undefined) return { ...cover(text.slice(said.length), 'cover'), performer: player };
  for (const pattern of performers) {
    const found = pattern.exec(text);
    if (!found?.[1] || !found[2] || found.index === 0) continue;
    const performer = found[2].replace(/\s+(?:feat|ft)\.?\s.*$/i, '').replace(/^[\s/|:–-]+/, '');
    if (performer === '') continue;
    return { ...cover(text.slice(0, found.index), found[1]), performer };
  }
  const bracket = [...text.matchAll(inBrackets)].find(({ index, 1: inner = '' }) => index > 0 && saysCover(inner));
  if (bracket?.[1] !== undefined) return bracketCover(text, bracket[0], bracket[1], bracket.index, channel);
  const found = atEnd.exec(text);
  if (!found || found.index === 0) return null;
  const { rest, manner } = withoutManner(text.slice(0, found.index));
  const named = readCover(rest, channel);
  if (named) return named;
  return rest === '' ? null : cover(`${rest} ${text.slice(found.index + found[0].length)}`, `${manner} cover`);
}

const cover = (text: string, said: string): Cover => {
  const words = foldText(said).split(' ');
  const known = words.filter((word) => manners.has(word) && word !== 'official' && word !== 'video');
  return {
    text: text.trim(),
    performer: null,
    version: known.some((word) => word.startsWith('cover'))
      ? known.join(' ')
      : [...known.filter((word) => /^\p{Script=Latin}+$/u.test(word)), 'cover'].join(' '),
    original: null,
    instrument: words.some((word) => instruments.has(word)),
  };
};

/** `(X cover)`: X is who plays it where the channel is called so, else whose song it is. */
function bracketCover(text: string, whole: string, inner: string, index: number, channel: VideoChannel): Cover {
  const behind = text.slice(index + whole.length).trim();
  const named = inner
    .replace(/\s-\s/g, ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !manners.has(foldText(word)))
    .join(' ');
  const own = named !== '' && credits(named, channel);
  return {
    ...cover(`${text.slice(0, index)} ${behind}`, inner),
    performer: own ? named : null,
    original: named === '' || own ? null : named,
  };
}

/** `Hurt Piano`, `Rosanna - Drum`: the words of manner at the end. */
function withoutManner(text: string): { rest: string; manner: string } {
  const words = text.trim().split(' ');
  let end = words.length;
  while (end > 1 && instruments.has(foldText(words[end - 1] ?? ''))) end -= 1;
  return {
    rest: words
      .slice(0, end)
      .join(' ')
      .replace(/\s+[-–—|]$/u, ''),
    manner: words.slice(end).join(' '),
  };
}

/** Words that stand in titles of songs more than in artists' names, and signs of a list of artists. */
const titleWords = new Set(['i', 'you', 'me', 'my', 'your', 'we', 'us', 'our', 'it', 'is', 'are', 'to', 'on', 'in', 'like', 'love', 'dont', 'cant', 'im', 'this', 'that', 'what', 'for', 'up', 'go', 'no', 'not', 'all', 'when', 'how']); // prettier-ignore
const artistSigns = /\s[&x×]\s|\b(?:feat|ft)\.|^the\s/i;

const titleness = (text: string): number => {
  const words = foldText(text).split(' ');
  return words.filter((word) => titleWords.has(word)).length + (words.length > 2 ? 1 : 0) - (artistSigns.test(text) ? 2 : 0);
};

/** Of the two halves of a cover's title, is the first the song? People name the song first, and who plays an instrument the artist. */
export const songFirst = (left: string, right: string, { performer, instrument }: Cover): boolean => {
  const lead = titleness(left) - titleness(right);
  return lead === 0 ? performer === null && !instrument : lead > 0;
};
