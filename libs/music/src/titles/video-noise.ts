import { foldText } from '../normalise/fold-text.js';
import { versionsIn } from './version-words.js';
import { besideWords, coreWords, strongWords, titleLikeWords, wordsWithoutBlanks } from './video-words.js';

/** 1080p, 60fps, 320 kbps, 24bit: qualities; 12 and 2019: numbers and years that may stand in a remark. */
const quality = /^\d{2,4}(?:p|fps|k|kbps|bit|khz)$/;
const number = /^\d{1,2}$|^(?:19|20)\d\d$/;
const unbroken = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

type WordKind = 'core' | 'beside' | 'other';

function kindOf(word: string): WordKind {
  const lower = word.toLowerCase();
  if (coreWords.has(lower) || quality.test(lower)) return 'core';
  if (besideWords.has(lower) || number.test(lower)) return 'beside';
  const folded = foldText(word);
  if (coreWords.has(folded)) return 'core';
  if (besideWords.has(folded)) return 'beside';
  return unbroken.test(word) && isDescribed(word) ? 'core' : 'other';
}

function isDescribed(word: string): boolean {
  const rest = word.replace(wordsWithoutBlanks, '').replace(/ー+/g, '').toLowerCase();
  return rest === '' || (rest !== word.toLowerCase() && coreWords.has(rest));
}

const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/\bm\/v\b/gi, 'mv')
    .split(/[\s/.,:;|+&·・*#!~"“”「」『』()[\]–—-]+/u)
    .filter((word) => word !== '');

/** Remarks of words that describe nothing one by one. */
const told =
  /^\s*(?:cover audio|audio cover|fan[- ]?made\b.*|(?:.{0,20}\s)?(?:out|available|streaming) now!*|coming soon!*|original song|brand new|(?:han|rom|eng|kor|jpn|kan)(?:\s*[/|+,]\s*(?:han|rom|eng|kor|jpn|kan|romaji|가사)){1,4})\s*$/i;

/** Does this text only describe the video? Every word has to be known, and one of them has to say what it is. */
export function isVideoNoise(text: string): boolean {
  const kinds = wordsOf(text).map(kindOf);
  return (kinds.includes('core') && !kinds.includes('other')) || told.test(text);
}

/** The same of text that may be a song's name: a song may be called "New" or "Film", hardly "Lyrics". */
export const isSureNoise = (text: string): boolean =>
  isVideoNoise(text) && (told.test(text) || wordsOf(text).some((word) => kindOf(word) === 'core' && !titleLikeWords.has(foldText(word))));

/** A bracket may name the kind of video freely: `(Storyboard Film Video)`, `(Official Video from …)`, `(세븐틴 아주 NICE 가사)`; never a version. */
export const isVideoRemark = (text: string): boolean =>
  isVideoNoise(text) ||
  /가사|歌詞|자막|해석|歌词/.test(text) ||
  (/\b(?:(?:musik)?video(?:clip)?|film)\s*$|^v[ií]deo\s+\S+$|^official\s+(?:\w+\s+){0,2}(?:video|audio|clip)\b/i.test(text) &&
    versionsIn(foldText(text)).length === 0);

const fileEnding = /\s*\.(?:mpeg|mov|mp[34]|m4[av]|avi|wmv|mkv|flv|flac|wav)$/i;
const phrases = /\s+[-+|]?\s*(?:(?:new )?(?:song|single|album|ep|video)(?: (?:19|20)\d\d)? out now|new (?:song|single|video) (?:19|20)\d\d|sub(?:s|titulad[oa]s?)?\.? (?:en |al )?(?:español|espanol|esp|eng|ita|english|latino)|out now|(?:with )?lyrics on screen|on spotify(?: (?:and|&) apple(?: music)?)?|on itunes|[-–|] youtube|full album)!*$/i; // prettier-ignore

/** Cuts what describes the video from the end of a text without brackets until nothing of it is left; never the whole. */
export function withoutNoiseTail(text: string): string {
  let rest = text.trim();
  for (;;) {
    const cut = withoutLastRemark(rest.replace(fileEnding, '').replace(phrases, '')).trim();
    if (cut === rest || cut === '') return rest;
    rest = cut;
  }
}

/** `Freaks OFFICIAL VIDEO HD`: the longest run of such words at the end that begins with one which says what it is, and is sure enough. */
function withoutLastRemark(text: string): string {
  let end = text;
  let cut = text;
  let strong = 0;
  let core = 0;
  let words = 0;
  for (;;) {
    const blank = end.lastIndexOf(' ');
    if (blank <= 0) return cut;
    const last = end.slice(blank + 1);
    const kinds = wordsOf(last).map(kindOf);
    if (kinds.includes('other') || /[()[\]【】]/.test(last)) return cut;
    end = end.slice(0, blank).trimEnd();
    if (kinds.length === 0) {
      // All behind the sign describes, and the names stand before it: the words before the surest one go too.
      if (core === 0 || (strong === 0 && words < 2) || !/^[-–—|+/]$/.test(last) || !/\s[-–—|:]\s|["”」』]/.test(end)) return cut;
      cut = end;
      continue;
    }
    words += 1;
    core += kinds.filter((kind) => kind === 'core').length;
    if (wordsOf(last).some((part) => strongWords.has(part.toLowerCase()) || (unbroken.test(part) && kindOf(part) === 'core'))) strong += 1;
    const withIt = /^(?:with|con|com|avec|mit|w\/?)$/i.test(last) && core > 0;
    const leads = kinds[0] === 'core' || withIt || /^the$/i.test(last);
    if ((leads || /[」』"”»)\]]$/.test(end)) && (withIt || strong > 0 || core > 1)) cut = end;
  }
}
