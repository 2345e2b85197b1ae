import { describe, expect, it } from '@jest/globals';
import { recordingKey } from './recording-key.js';

const key = (title: string, artist = 'Björk', album: string | null = 'Debut') => recordingKey({ title, artist, album });

describe('the key of a recording', () => {
  it('is the same whatever the spelling, the remaster and the guests in the title', () => {
    expect(key('Human Behaviour (2011 Remaster)', 'Bjork')).toBe(key('Human behaviour'));
    expect(key('The Anchor Song - Remastered')).toBe(key('Anchor Song'));
  });

  it('differs for another version', () => {
    const keys = ['Human Behaviour', 'Human Behaviour (Live)', 'Human Behaviour (Acoustic)', 'Human Behaviour (Underworld Remix)'].map(
      (title) => key(title),
    );
    expect(new Set(keys).size).toBe(4);
  });

  it('is none without a title or an artist', () => {
    expect(key('')).toBeNull();
    expect(key('Untitled', '')).toBeNull();
    expect(key('\u200b', 'Björk')).toBeNull();
  });
});
