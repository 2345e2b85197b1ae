import { describe, expect, it } from '@jest/globals';
import { albumsInOneFile, filesOfSheet, songsOfSheet } from './cue-sheets.js';

const song = (n: number, index = 'INDEX 01 00:00:00') => `  TRACK 0${n} AUDIO\n    TITLE "Song ${n}"\n    ${index}\n`;
const album = (file: string) => `REM DATE 2019\nPERFORMER "Ida Voss"\nTITLE "Letters"\nFILE "${file}" WAVE\n${song(1)}${song(2)}${song(3)}`;
const named = (name: string, text: string) => ({ name, text });

describe('a cue sheet', () => {
  it('names the songs that begin in each of its files', () => {
    expect(filesOfSheet(album('Letters.flac'))).toEqual([{ name: 'Letters.flac', songs: 3 }]);
    expect(filesOfSheet(album('D:\\rips\\Letters.flac').replaceAll('\n', '\r\n'))).toEqual([{ name: 'Letters.flac', songs: 3 }]);
    expect(filesOfSheet('FILE Letters.ape WAVE\nTRACK 01 AUDIO\nINDEX 1 00:00:00')).toEqual([{ name: 'Letters.ape', songs: 1 }]);
  });

  it('of single songs, whose pauses lie in the file before, is of no album in one file', () => {
    const sheet = `FILE "01.flac" WAVE\n${song(1)}${song(2, 'INDEX 00 03:01:00')}FILE "02.flac" WAVE\n    INDEX 01 00:00:00\n`;
    expect(filesOfSheet(sheet).map(({ songs }) => songs)).toEqual([1, 1]);
    expect(albumsInOneFile([named('Letters.cue', sheet)], ['01.flac', '02.flac']).size).toBe(0);
  });

  it.each([
    ['Letters.flac', ['Letters.flac', 'bonus.flac'], 'Letters.flac'],
    ['letters.FLAC', ['Letters.flac'], 'Letters.flac'],
    ['Letters.wav', ['Letters.flac'], 'Letters.flac'],
    ['Pi\u0301ata.wav', ['P\u00edata.ape'], 'P\u00edata.ape'],
    ['CDImage.wav', ['Letters.wv'], 'Letters.wv'],
    ['CDImage.wav', ['01 Home.flac', '02 Away.flac'], null],
  ])('that names %s, among %j, is that of %s', (file, audio, expected) => {
    const albums = albumsInOneFile([named('Letters.cue', album(file))], audio);
    expect([...albums]).toEqual(expected === null ? [] : [[expected, 3]]);
  });

  it('within a file counts its songs, also where it names no file', () => {
    expect(songsOfSheet(album('Letters.flac'))).toBe(3);
    expect(songsOfSheet(`TITLE "Letters"\n${song(1)}${song(2)}`)).toBe(2);
    expect(songsOfSheet(`TITLE "Letters"\n${song(1)}`)).toBeNull();
    expect(songsOfSheet('no sheet')).toBeNull();
  });

  it('is bounded, whatever it holds', () => {
    expect(filesOfSheet('FILE "'.repeat(3_000_000)).length).toBeLessThanOrEqual(1);
    expect(songsOfSheet('INDEX 01 \n'.repeat(3_000_000))).toBeLessThan(30_000);
    expect(filesOfSheet(`FILE ${'\\'.repeat(200_000)}`)).toHaveLength(1);
  });
});
