import { isNote } from '../titles/title-notes.js';
import { isVideoNoise } from '../titles/video-noise.js';
import { isMeta } from './quality-words.js';

/** `03`, `1x03`, `d1t03`, `A2`, `AA1`, `8a`. */
const number = /^(?:\d{1,4}|\d{1,2}x\d{1,3}|d\d{1,2}t\d{1,3}|[a-h]{1,2}\d{1,2}|\d{1,2}[ab])$/;
const counter = /^(?:cd|disc|disk|disque|disco|lp|side|seite|lado|track|trk|titel|piste|pista|faixa|spur|no|nr|n|t|vol|bpm)(?:\d{1,3})?$/;
const side = /^(?:side|seite|lado)$/;

/** Folded words that only count: places on discs and sides, years, `03 of 12`. */
export function isNumbering(folded: string): boolean {
  const words = folded.split(' ');
  return (
    words.some((word) => /\d/.test(word) || side.test(word)) &&
    words.every(
      (word, place) =>
        number.test(word) ||
        counter.test(word) ||
        (word === 'of' && place > 0) ||
        (side.test(words[place - 1] ?? '') && /^[a-h]{1,2}$/.test(word)),
    )
  );
}

/** A place before a title with only a blank between: two titles may begin with a number, so no other numbers are meant. */
export const isPlace = (folded: string): boolean =>
  /^(?:(?:copy|copie|kopie|copia|kopia) (?:of |de |von |di )?)?(?:0\d{1,2}|[1-9]|[1-4]\d|[1-9][0-3]\d|[a-d]{1,2}\d|d\d{1,2}t\d{1,3}|\d{1,2}x\d{1,3}|no 0\d)$/.test(
    folded,
  );

/** The same behind a title, parted from it; `Title - 2` is another title. */
export const isTrailingPlace = (folded: string): boolean => /^(?:[0-4]\d|00\d)$/.test(folded);
export const isYear = (folded: string): boolean => /^(?:19|20)\d\d$/.test(folded);
export const isBitrate = (folded: string): boolean => /^(?:128|160|192|224|256|320)$/.test(folded);

/** A second copy of a file. */
const duplicate = /^(?:copy|copie|kopie|kopia|copia|kopya|kopi|копия|コピー|副本|duplicate)(?: (?:of|de|von|di))?(?: \d{1,2})?$/;
/** Where a video came from. */
const site = /^(?:youtube|soundcloud|vevo|bandcamp)$/;
const address =
  /^(?:www\.)?[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:com|net|org|info|ru|me|fm|to|cc|co|tv|biz|club|pro|su|ua|by|in|ir|br|pl|de|fr)$/iu;
export const isDuplicate = (folded: string): boolean => duplicate.test(folded);
/** Words of sound that are nothing else, even where only a blank stands before them. */
const sound =
  /^(?:\d{2,4} ?k(?:bps|bits?|hz)?|flac|mp3|m4a|aac|alac|opus|ogg|wav|cbr|vbr|lossless|(?:16|24|32) ?bits?|(?:cd|web|vinyl) ?rip)$/;

/** Says how it sounds, what kind of file or video it is, where it came from: nothing about which song. */
export const isPackaging = (text: string, folded: string): boolean =>
  isPlainPackaging(folded) || isNote(folded) || isVideoNoise(text) || isMeta(text) || site.test(folded) || address.test(text);

/** The same where only a blank parts it from a title, which it might belong to. */
export const isPlainPackaging = (folded: string): boolean => sound.test(folded) || isDuplicate(folded);
