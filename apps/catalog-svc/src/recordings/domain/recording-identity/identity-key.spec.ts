import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import { identifiersOf, identityKey } from './identity-key.js';

const key = (title: string, ...artists: string[]) => identityKey({ title, artists: creditsOf(artists) });

describe('what all descriptions of one recording have in common', () => {
  it.each([
    [key('Harbour Lights', 'The Quiet Pier'), key('HARBOUR LIGHTS', 'the quiet pier')],
    [key('Ströme (feat. Ida)', 'Old Ferry'), key('Strome', 'Old Ferry', 'Ida')],
    [key('Home - 2011 Remaster', 'The Larks'), key('Home', 'The Larks feat. Ida')],
    [key('Home (Live)', 'The Larks'), key('Home - Live', 'The Larks')],
  ])('is the same in any spelling, with or without guests and notes: %s', (one, other) => {
    expect(one).not.toBeNull();
    expect(one).toBe(other);
  });

  it('is another for another version, artist or song', () => {
    const keys = [key('Home', 'The Larks'), key('Home (Live)', 'The Larks'), key('Home', 'Ida'), key('Homes', 'The Larks')];
    expect(new Set(keys).size).toBe(4);
    expect(key('Home (Ida Remix)', 'The Larks')).not.toBe(key('Home (Voss Remix)', 'The Larks'));
  });

  it('is nothing where no artist or no title is told', () => {
    expect([key('Intro'), key('Intro', 'Various Artists'), key('', 'The Larks')]).toEqual([null, null, null]);
  });
});

describe('what says by itself which recording it is', () => {
  it('are its addresses and each of its codes', () => {
    const recording = { ...unknownRecording, isrc: 'GBXYZ2600001', otherIsrcs: ['GBXYZ2600002'], sourceUris: ['spotify:track:1'] };
    expect(identifiersOf(recording)).toEqual(['spotify:track:1', 'isrc:GBXYZ2600001', 'isrc:GBXYZ2600002']);
  });
});
