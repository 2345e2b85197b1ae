import { describe, expect, it } from '@jest/globals';
import type { WantedTrack } from '../compare/tracks.js';
import { announcedLength, lengthRefusal, usualLengthTolerance } from './length-tolerance.js';
import type { OfferFile } from './offer-file.js';
import { usualOfferParameters } from './offer-parameters.js';
import { rankOffers } from './rank-offers.js';
import { mp3Of } from '../testing/offer-of.js';

const letItBe: WantedTrack = { title: 'Let It Be', artists: ['The Beatles'], album: 'Let It Be', durationMs: 121_500, isrc: null };
const offer = (folder: string, lengthS: number | null, over: Partial<OfferFile> = {}): OfferFile =>
  mp3Of(`Music\\The Beatles\\${folder}\\06 Let It Be.mp3`, { sizeBytes: 4_800_000, lengthS, ...over });
const naked = 'Let It Be... Naked';

describe('an announced length', () => {
  it('that the filing would surely refuse is refused', () => {
    for (const lengthS of [60, 116, 117, 127, 200]) {
      expect(announcedLength(lengthS, 121_500, usualLengthTolerance)).toBe('refused');
      expect(rankOffers(letItBe, [offer('Let It Be', lengthS)]).rejected[0]?.rejections).toContain('other-length');
    }
  });

  it('fits where the file does, whatever its last second holds', () => {
    for (const lengthS of [119, 121, 125]) expect(announcedLength(lengthS, 121_500, usualLengthTolerance)).toBe('fits');
  });

  it('is doubtful where only the part of a second that is not told decides', () => {
    for (const lengthS of [118, 126]) expect(announcedLength(lengthS, 121_500, usualLengthTolerance)).toBe('doubtful');
    expect(lengthRefusal(118_400, 121_500, usualLengthTolerance)).toBe('too-short');
    expect(lengthRefusal(118_600, 121_500, usualLengthTolerance)).toBeNull();
  });

  it('goes by the limit that the filing was given', () => {
    const wide = { ...usualOfferParameters, shorterByMs: 10_000 };
    expect(rankOffers(letItBe, [offer('Let It Be', 117)], {}, wide).accepted).toHaveLength(1);
  });
});

describe('an offer whose length is doubtful', () => {
  const firstOf = (...offers: readonly OfferFile[]) => rankOffers(letItBe, offers).accepted[0]?.offer;
  const slow = { hasFreeUploadSlot: false, queueLength: 500, uploadBytesPerS: 1_000 };

  it('is only asked for where nothing else is left', () => {
    const fits = offer('Let It Be', 121, slow);
    expect(firstOf(offer('Let It Be', 118), fits)).toBe(fits);
    const { accepted } = rankOffers(letItBe, [offer('Let It Be', 118)]);
    expect(accepted[0]?.reasons).toContain('length-doubtful');
  });

  it('may be one of another release that is a little off, which is another take', () => {
    const fits = offer('Let It Be (Remastered)', 121, slow);
    expect(firstOf(offer(naked, 119), fits)).toBe(fits);
    expect(firstOf(offer(naked, 121), fits)).not.toBe(fits);
    expect(firstOf(offer('Let It Be', 119), fits)).not.toBe(fits);
  });
});
