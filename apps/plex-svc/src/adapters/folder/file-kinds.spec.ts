import { describe, expect, it } from '@jest/globals';
import { isAudio, isHidden } from './file-kinds.js';

describe('a name in the music folder', () => {
  it.each([
    ['Home.webm'],
    ['Home.weba'],
    ['Home.mp2'],
    ['Home.MPGA'],
    ['Book.m4b'],
    ['Ring.m4r'],
    ['Talk.spx'],
    ['Tape.aifc'],
    ['Tape.wave'],
    ['Old.mp+'],
    ['Home.mka'],
    ['Home.tta'],
    ['Home.tak'],
    ['Tape.shn'],
    ['Memo.amr'],
    ['Memo.caf'],
    ['Film.dts'],
  ])('that ends as %s does is audio, whether or not it can be read', (name) => expect(isAudio(name)).toBe(true));

  it.each([['film.mkv'], ['film.avi'], ['Cover.jpg'], ['Letters.cue'], ['list.m3u8'], ['song.mp3.part'], ['lyrics.lrc'], ['mp3']])(
    'that ends as %s does is none',
    (name) => expect(isAudio(name)).toBe(false),
  );

  it.each([
    ['#snapshot'],
    ['#recycle'],
    ['@Recently-Snapshot'],
    ['@Recycle'],
    ['@eaDir'],
    ['~snapshot'],
    ['@GMT-2026.01.31-04.00.00'],
    ['Network Recycle Bin 1'],
    ['$RECYCLE.BIN'],
    ['RECYCLER'],
    ['System Volume Information'],
    ['found.000'],
    ['Network Trash Folder'],
    ['lost+found'],
    ['.zfs'],
    ['.snapshots'],
    ['.Trash-1000'],
    ['._song.flac'],
  ])('that storage keeps for itself is left alone: %s', (name) => expect(isHidden(name)).toBe(true));

  it.each([
    ['Snapshot'],
    ['Lost & Found'],
    ['Recycle'],
    ['@onefive'],
    ['#1 Record'],
    ['...And You Will Know Us by the Trail of Dead'],
    ['Temporary'],
  ])('that people give is read: %s', (name) => expect(isHidden(name)).toBe(false));
});
