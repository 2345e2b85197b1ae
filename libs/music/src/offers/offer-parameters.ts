import { usualParameters } from '../compare/match-parameters.js';
import { usualLengthTolerance } from './length-tolerance.js';
import type { LengthTolerance } from './length-tolerance.js';

/** The numbers by which offers are refused; `bench accuracy --tune` fits them on one half of the records and measures on the other. */
export interface OfferParameters extends LengthTolerance {
  /** Less similar titles are other songs, less similar credits other artists: as in the library. */
  readonly titleFloor: number;
  readonly artistFloor: number;
  /** A file of another release that is this far off may be another recording. */
  readonly otherReleaseMs: number;
  /** Shops' previews are 30 s long. */
  readonly previewS: number;
  /** A lossless file of less than this is none (labelling of the corpus). */
  readonly minLosslessKbps: number;
  /** Share of the said bitrate that the size must at least hold: tags and covers add, nothing takes away. */
  readonly heldShare: number;
  /** The same where the length is the wanted recording's, not the file's own. */
  readonly heldShareGuessed: number;
  /** Variable bitrates are said as an average that falls a little short of the preset's name. */
  readonly presetShare: number;
  /** Opus sounds as good with this share of MP3's bitrate (labelling: 128 for 192 kbps). */
  readonly opusShare: number;
}

export const usualOfferParameters: OfferParameters = {
  titleFloor: usualParameters.titleFloor,
  artistFloor: usualParameters.artistFloor,
  ...usualLengthTolerance,
  otherReleaseMs: 2_000,
  previewS: 35,
  minLosslessKbps: 200,
  heldShare: 0.75,
  heldShareGuessed: 0.6,
  presetShare: 0.94,
  opusShare: 0.66,
};
