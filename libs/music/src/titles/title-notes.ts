import { isSlip } from '../normalise/spelling-slip.js';
import { inEnglish } from './words-of-languages.js';

/** A remaster changes the sound's polish, not which recording it is. */
export const remasterNote = /\b(?:digital(?:ly)? )?re ?master(?:ed|izado|isee|isation)?\b/;

const edition =
  /^(?:the |super |\d+(?:st|nd|rd|th)? |year |years |anniversary |deluxe |expanded |extended |special |platinum |legacy |collectors? |limited |bonus |remaster(?:ed)? |complete |tour |international |japan(?:ese)? |us |uk |digital |standard |original |explicit |clean |track |tracks |edition |gold |diamond |ultimate |box |(?:19|20)\d\d |version |re ?issue |and |release |plus )*(?:deluxe|expanded|edition|anniversary|re ?issue|bonus tracks?|bonus|remaster(?:ed)?|super deluxe|version)$/;
const editionWord =
  /deluxe|expanded|anniversary|platinum|legacy|collector|limited|bonus|complete|international|special|ultimate|re ?issue|digital|standard|gold edition|tour edition|japan edition/;

const notes: readonly RegExp[] = [
  /^(?:(?:19|20)\d\d )?(?:the )?(?:digital(?:ly)? )?re ?master(?:ed|izado)?(?: (?:version|edition|album version|single version|audio|mono|stereo|mix))*(?: (?:in )?(?:19|20)\d\d)?(?: (?:version|digital remaster))?$/,
  /^(?:the )?(?:original|album|lp|main|standard|regular|full|full length)(?: (?:album|single|studio|full length))?(?: (?:version|mix|edit|recording|ver))?$/,
  /^(?:the )?single(?: version)?$/,
  /^(?:mono|stereo)(?: (?:version|mix|remaster(?:ed)?))*$/,
  /^(?:explicit|clean|dirty|censored|uncensored|non explicit)(?: (?:album |single |lyrics )?(?:version|edit|lyrics|content))?$/,
  /^bonus(?: (?:track|tracks|song|cut))?(?: (?:version|edition|for .*))?$|^(?:japan(?:ese)?|itunes|digital|international|hidden|european|us|uk) bonus(?: track)?$|^hidden track$/,
  /^(?:from|music from|taken from|theme from|out of|aus|songs? from|soundtrack|original (?:motion picture )?soundtrack|original soundtrack|motion picture|ost|inspired by)(?: .*)?$/,
  /^(?:de la|da) (?:novela|telenovela|serie|minisserie|miniserie|pelicula|obra|banda sonora|trilha|peca)\b/,
  /^(?:\w+ )?theme (?:from|of|to) |^(?:.* )?(?:soundtrack|ost)$/,
  /^(?:из|по мотивам) (?:к ф|кинофильма|фильма|сериала|мультфильма|спектакля|м ф|т с) |^du film |^extrait |^(?:dal|do|del|aus dem) (?:film|filme|telefilm) /,
  /主题[歌曲]|主題[歌曲]|片[头尾頭]曲|[挿插]曲|(?:エンディング|オープニング)(?:テーマ|曲)|テーマ(?:ソング|曲)|삽입곡|주제[가곡]/,
  /^(?:prod|produced|production)(?: by)?(?: .*)?$/,
  /^(?:studio|studio version|album|audio|official|official (?:audio|video|music video|lyric video|lyrics video|visuali[sz]er|track|version)|music video|lyrics?|lyric video|video|visuali[sz]er|hd|hq|4k|1080p|mv|hi res)$/,
  /^(?:first|second|third)? ?(?:single|promo)$|^new$|^(?:explicit|clean) (?:remaster)$/,
  /^(?:19|20)\d\d$/,
  /^(?:a|s) (?:side)$/,
];

/** Does this folded qualifier say nothing about which recording it is? */
export function isNote(qualifier: string): boolean {
  const folded = inEnglish(qualifier);
  if (saysNote(folded)) return true;
  const corrected = folded
    .split(' ')
    .map((word) => vocabulary.find((known) => isSlip(known, word)) ?? word)
    .join(' ');
  return corrected !== folded && saysNote(corrected);
}

/** Words whose misspelling would make a note something that nobody can read: "(Remasterd)". */
const vocabulary = ['remaster', 'remastered', 'explicit', 'original', 'edition', 'version', 'expanded', 'anniversary'];

function saysNote(folded: string): boolean {
  if (notes.some((note) => note.test(folded))) return true;
  return (
    (editionWord.test(folded) && edition.test(folded)) || (polish.test(folded) && folded.split(' ').every((word) => polishWord.test(word)))
  );
}

/** Remasters and channels, in any order of words: "Versión remasterizada en estéreo 2011". */
const polish = /\b(?:re ?master(?:ed)?|mono|stereo)\b/;
const polishWord =
  /^(?:re|master(?:ed)?|remaster(?:ed)?|mono|stereo|digital(?:ly)?|version|edition|mix|album|single|original|studio|audio|sound|(?:19|20)\d\d|the|in|en|em|de|del|du|do|der|die|das|la|el|le|r|в|г|года)$/;
