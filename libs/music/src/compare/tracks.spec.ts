import { describe, expect, it } from '@jest/globals';
import { createLibraryIndex } from './library-index.js';
import { decideMatch } from './decide-match.js';
import { isrcKeys, isrcsIn } from './tracks.js';

describe('codes of a recording', () => {
  it.each([
    ['GB-2LD-09-02014', ['GB2LD0902014']],
    ['usir19390103', ['USIR19390103']],
    ['USEP41718099;USIR19390103', ['USEP41718099', 'USIR19390103']],
    ['usep41718099; USIR1-93-90103 ;USEP41718099', ['USEP41718099', 'USIR19390103']],
    ['unknown;USIR19390103', ['USIR19390103']],
    ['unknown', []],
    [';;', []],
    ['', []],
    [null, []],
  ])('in %j are %j', (isrc, keys) => expect(isrcKeys(isrc)).toEqual(keys));

  it('are found in fields however they are written', () => {
    expect(isrcsIn(['us-ep4-17-18099 / US IR1 93 90103', 'USEP41718099', 'Universal:isrc:USUM71703861'])).toBe(
      'USEP41718099;USIR19390103;USUM71703861',
    );
    expect(isrcsIn(['USEP417180991', 'XUSEP41718099', '', null, 7, {}])).toBeNull();
    expect(isrcsIn(['USIR19390103;'.repeat(100_000)])).toBe('USIR19390103');
  });

  it('are bounded, whatever a file says', () => {
    expect(isrcKeys('USIR19390103;'.repeat(100_000))).toEqual(['USIR19390103']);
    expect(isrcKeys(Array.from({ length: 1_000 }, (_, n) => `USIR1${String(n).padStart(7, '0')}`).join(';'))).toHaveLength(8);
  });

  it('each find the track, whichever side bears two', () => {
    const track = {
      trackId: 'a',
      title: 'November',
      artist: 'Moss Ferry',
      albumArtist: null,
      album: null,
      durationMs: 173_000,
      path: null,
    };
    const wanted = { title: 'November', artists: ['Moss Ferry'], album: null, durationMs: null };
    const decided = (ofTrack: string, ofWanted: string) => {
      const index = createLibraryIndex();
      index.upsert({ ...track, isrc: ofTrack });
      return decideMatch({ ...wanted, isrc: ofWanted }, index);
    };
    const owned = { kind: 'matched', rule: 'isrc', trackId: 'a' };
    expect(decided('USEP41718099;USIR19390103', 'USIR19390103')).toMatchObject(owned);
    expect(decided('USIR19390103', 'usep41718099;usir19390103')).toMatchObject(owned);
    expect(decided('USEP41718099;USIR19390103', 'USIR19390104')).not.toMatchObject({ rule: 'isrc' });
  });
});
