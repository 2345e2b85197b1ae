import { guestQualifier } from '../artists/guest-names.js';
import type { Bracket } from './video-brackets.js';
import { isChannel } from './video-channel.js';
import type { VideoChannel } from './video-channel.js';
import { saysCover } from './video-cover.js';
import { isCredit, isDate } from './video-credits.js';
import { isVideoNoise, isVideoRemark } from './video-noise.js';
import { REMARK } from './video-remarks.js';
import { asVersion } from './video-versions.js';

/** What a bracket says of the song stays, in the words by which titles are read; what it says of the video goes. */
export function readBracket(bracket: Bracket, channel: VideoChannel): string | null {
  const { inner, opening, start } = bracket;
  if ('「『«《<〈'.includes(opening)) return isVideoNoise(inner) ? ' ' : null;
  if (isVideoNoise(inner) || isDate(inner)) return ` ${REMARK} `;
  if (guestQualifier.test(inner) || saysCover(inner)) return null;
  const pieces = inner.split(/\s*[+,|/;・·•]\s*|\s+[-–—:]\s+/u).filter((piece) => piece.trim() !== '');
  const noisy = pieces.some(isVideoNoise);
  if (start === 0 && '[【'.includes(opening) && !noisy) return null;
  if (!noisy && asVersion(inner) !== null) return readVersion(bracket);
  if (isVideoRemark(inner) || isCredit(inner) || inner.trim() === '') return ` ${REMARK} `;
  if (start > 0 && isChannel(inner, channel)) return ` ${REMARK} `;
  if (!noisy) return null;
  const kept = pieces.map((piece) => (guestQualifier.test(piece) ? piece : asVersion(piece))).filter((piece) => piece !== null);
  return kept.length === 0 ? ` ${REMARK} ` : `(${kept.join(', ')})`;
}

/** `[Live / Roxy, Hollywood]`, `（ライブ）` in the words by which titles are read; null: no version, or readable as it stands. */
export function readVersion({ inner, opening }: Bracket): string | null {
  if ('「『«《<〈'.includes(opening) || guestQualifier.test(inner)) return null;
  const version = asVersion(inner);
  return version === null || version === inner.trim() ? null : `(${version})`;
}
