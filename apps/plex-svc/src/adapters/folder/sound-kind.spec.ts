import { describe, expect, it } from '@jest/globals';
import { endingByContent } from './sound-kind.js';

const head = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

describe('the kind of a file by its first bytes', () => {
  it.each([
    ['fLaC\0\0\0\x22', 'flac'],
    ['OggS\0\x02', 'ogg'],
    ['\0\0\0\x20ftypM4A ', 'm4a'],
    ['RIFF\x24\0\0\0WAVEfmt ', 'wav'],
    ['FORM\0\0\0\x10AIFC', 'aiff'],
    ['\x1a\x45\xdf\xa3\x01', 'mka'],
    ['RIFF\x24\0\0\0AVI ', null],
    ['ID3\x03\0\0\0\0\0\0', null],
    ['\xff\xfb\x90\0', null],
    ['', null],
  ])('%j is %s', (text, ending) => expect(endingByContent(head(text))).toBe(ending));
});
