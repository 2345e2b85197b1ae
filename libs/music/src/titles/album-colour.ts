import { foldText } from '../normalise/fold-text.js';
import { memo } from '../normalise/memo.js';
import { parseTitle } from './parse-title.js';
import type { VersionTag } from './version-tag.js';
import { inEnglish } from './words-of-languages.js';

const liveAlbum =
  /^live$|^live (?:19|20)?\d\d$|^live (?:[\p{L}\p{N}]+ )+(?:19|20)\d\d$|^live (?:at|from|on|aus|im|en|de)\b|^(?:recorded )?live in (?!the (?:moment|now)\b|me\b)|^mtv unplugged|^unplugged\b|\bunplugged$|^(?:ao vivo|en vivo|en directo)\b|\blive (?:at|from) |\b(?:ao vivo|en vivo|en directo|en concierto|in concert)$|^(?:the )?(?:\w+ )?(?:bbc|peel|kexp) sessions?\b|\d{4} \d\d \d\d\b/u;
/** Concerts of other scripts, wherever their name says so: 演唱会, ライブ. */
const otherScript = /[^\x20-\x7e]/;
const said = (folded: string) => otherScript.test(folded) && /\bin concert\b/.test(inEnglish(folded));
const karaokeAlbum = /\bkaraoke\b/;

/** Versions that a release gives the tracks on it: "MTV Unplugged", "Live at …", "X (Live)", karaoke collections. */
export const albumColour = (album: string | null): readonly VersionTag[] => (album === null || album === '' ? [] : colourOf(album));

const colourOf = memo(20_000, (album): readonly VersionTag[] => {
  const folded = foldText(album);
  if (karaokeAlbum.test(inEnglish(folded))) return [{ kind: 'karaoke', detail: '' }];
  const { versions } = parseTitle(album);
  const own = versions.filter((tag) => tag.kind === 'live');
  if (own.length > 0) return own;
  return liveAlbum.test(folded) || said(folded) ? [{ kind: 'live', detail: '' }] : [];
});

/** The release's name without editions and notes; a remix or a live record keeps what makes it one. */
export const albumIdentity = memo(20_000, (album): { readonly base: string; readonly versions: readonly VersionTag[] } => {
  const { base, versions } = parseTitle(album);
  return { base, versions };
});
