/** What acquire-svc's transfers take, as far as quality goes. */
export interface TakenQuality {
  readonly allowLossy: boolean;
  /** Of an MP3. */
  readonly leastLossyKbps: number;
}

export interface QualityPreset {
  readonly id: string;
  readonly label: string;
  readonly words: string;
  readonly takes: Partial<TakenQuality>;
}

const SONG_MINUTES = 4;
/** Of FLAC from CDs, about 60 % of 1411 kbps: what a song will take, not what it must. */
const LOSSLESS_KBPS = 850;
const megabytes = (kbps: number) => Math.round((kbps * SONG_MINUTES * 60) / 8_000);
const from = (kbps: number) => `${megabytes(kbps)} MB`;

export const qualityPresets: readonly QualityPreset[] = [
  {
    id: 'best-there-is',
    label: 'The best there is',
    words: `Lossless where it is offered, else MP3 from 192 kbps or as good. Nearly every song is found; one of ${SONG_MINUTES} minutes takes ${from(192)} to ${from(LOSSLESS_KBPS)}.`,
    takes: { allowLossy: true, leastLossyKbps: 192 },
  },
  {
    id: 'lossless-or-320',
    label: 'Lossless, or 320 kbps',
    words: `Nothing lossy below 320 kbps. A few songs wait longer; one takes ${from(320)} to ${from(LOSSLESS_KBPS)}.`,
    takes: { allowLossy: true, leastLossyKbps: 320 },
  },
  {
    id: 'lossless-only',
    label: 'Lossless only',
    words: `FLAC or as good, never anything else. Rare songs stay on the wishlist; one takes about ${from(LOSSLESS_KBPS)}.`,
    takes: { allowLossy: false },
  },
];

/** The preset that takes just this; null: it was set by hand. */
export const presetOf = (taken: TakenQuality): QualityPreset | null =>
  qualityPresets.find(
    ({ takes }) => takes.allowLossy === taken.allowLossy && (!taken.allowLossy || takes.leastLossyKbps === taken.leastLossyKbps),
  ) ?? null;
