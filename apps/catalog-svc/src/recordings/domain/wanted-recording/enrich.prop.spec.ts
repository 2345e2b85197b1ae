import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { RecordingDescription, ReleaseDescription } from '@soulsync/contracts';
import fc from 'fast-check';
import { enriched } from './enrich.js';

const described = (more: Partial<RecordingDescription> = {}): RecordingDescription => ({
  ...unknownRecording,
  ...{ title: 'Home', artists: creditsOf(['The Larks']), ...more },
});
const on = (title: string | null, more: Partial<ReleaseDescription> = {}) => ({ release: { ...unknownRelease, title, ...more } });

describe('a second description of a recording', () => {
  it('adds what was unknown, also of the same release and of its artists', () => {
    const known = described(on('Letters', { trackNumber: 3 }));
    const said = described({
      isrc: 'GBXYZ2600001',
      artists: [{ name: 'the larks', ids: ['spotify:artist:1'] }],
      ...on('LETTERS', { trackNumber: 9, trackTotal: 12 }),
    });
    expect(enriched(known, said)).toEqual({
      ...known,
      isrc: 'GBXYZ2600001',
      artists: [{ name: 'The Larks', ids: ['spotify:artist:1'] }],
      ...on('Letters', { trackNumber: 3, trackTotal: 12 }),
    });
  });

  it('gives a release where none was known, and takes no place on another one', () => {
    expect(enriched(described(), described(on('Letters')))).toEqual(described(on('Letters')));
    expect(enriched(described(on('Letters')), described(on('Hits', { trackNumber: 9, cover: { url: 'x', widthPx: 1 } })))).toBeNull();
  });

  it('gives all its ISRCs where it names several, and none where it only has another one', () => {
    const known = described({ isrc: 'GBXYZ2600001' });
    expect(enriched(known, described({ isrc: 'GBXYZ2600002' }))).toBeNull();
    const several = described({ isrc: 'GBXYZ2600002', otherIsrcs: ['GBXYZ2600001'] });
    expect(enriched(known, several)).toEqual({ ...known, otherIsrcs: ['GBXYZ2600002'] });
    expect(enriched(described(), several)).toEqual(several);
  });

  const text = fc.option(fc.constantFrom('a', 'b'), { nil: null });
  const number = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
  const anyRelease = fc
    .record({ title: text, date: text, trackNumber: number, trackTotal: number, upc: text })
    .map((some): ReleaseDescription => ({ ...unknownRelease, ...some }));
  const anything = fc
    .record({
      isrc: text,
      others: fc.subarray(['a', 'b', 'c']),
      mbid: text,
      durationMs: number,
      sourceUris: fc.subarray(['u', 'v']),
      release: fc.option(anyRelease, { nil: null }),
    })
    .map(({ others, ...some }) => described({ ...some, ...(some.isrc !== null && others.length > 0 ? { otherIsrcs: others } : {}) }));

  it('said twice adds nothing the second time, and nothing that was known goes', () => {
    fc.assert(
      fc.property(anything, anything, (known, said) => {
        const richer = enriched(known, said);
        if (richer === null) return;
        expect(enriched(richer, said)).toBeNull();
        expect(enriched(richer, known)).toBeNull();
        for (const field of ['isrc', 'mbid', 'durationMs'] as const) if (known[field] !== null) expect(richer[field]).toBe(known[field]);
        expect(richer.sourceUris).toEqual(expect.arrayContaining([...known.sourceUris]));
      }),
    );
  });
});
