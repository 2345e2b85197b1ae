import { describe, expect, it } from '@jest/globals';
import { endingBySign } from './sound-kind.js';

describe('what a file is', () => {
  it.each([
    ['fLaC\0\0\0\x22', '.flac'],
    ['OggS\0\x02', '.ogg'],
    ['\0\0\0\x20ftypM4A ', '.m4a'],
    ['RIFF\0\0\0\0WAVE', '.wav'],
    ['\x1aE\xdf\xa3\x01', '.mka'],
    ['0&\xb2u\x8ef\xcf\x11', '.wma'],
    ['RIFF\0\0\0\0AVI ', null],
    ['ID3\x03\0\0', null],
    ['\xff\xfb\x90\x40', null],
    ['', null],
  ])('that begins with %j is said by that: %s', (head, ending) => expect(endingBySign(Buffer.from(head, 'latin1'))).toBe(ending));
});
