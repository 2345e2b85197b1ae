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
  /^(?:from|music from|taken from|theme from|out of|aus|de la|da|songs? from|soundtrack|original (?:motion picture )?soundtrack|original soundtrack|motion picture|ost|inspired by)(?: .*)?$/,
  /^(?:\w+ )?theme (?:from|of|to) |^(?:.* )?(?:soundtrack|ost)$/,
  /^(?:prod|produced|production)(?: by)?(?: .*)?$/,
  /^(?:studio|studio version|album|audio|official|official (?:audio|video|music video|lyric video|lyrics video|visuali[sz]er|track|version)|music video|lyrics?|lyric video|video|visuali[sz]er|hd|hq|4k|1080p|mv|hi res)$/,
  /^(?:first|second|third)? ?(?:single|promo)$|^new$|^(?:explicit|clean) (?:remaster)$/,
  /^(?:19|20)\d\d$/,
  /^(?:a|s) (?:side)$/,
];

/** Does this folded qualifier say nothing about which recording it is? */
export function isNote(folded: string): boolean {
  if (notes.some((note) => note.test(folded))) return true;
  return editionWord.test(folded) && edition.test(folded);
}
