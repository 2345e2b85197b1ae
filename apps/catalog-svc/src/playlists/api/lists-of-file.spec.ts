import { describe, expect, it } from '@jest/globals';
import { unknownRecording } from '@soulsync/contracts';
import { listsOf } from './lists-of-file.js';

const file = (...lists: readonly (string | null)[]) => ({
  name: 'My library',
  entries: lists.map((list, at) => ({ recording: { ...unknownRecording, title: `Song ${at}` }, addedAt: null, line: at + 2, list })),
  problems: [],
  moreProblems: 0,
});
const names = (...[read, lists]: Parameters<typeof listsOf>) =>
  listsOf(read, lists).map(({ name, entries }) => [name, entries.map(({ line }) => line)]);

describe('a file that holds several playlists', () => {
  it('becomes each of them, or one as before', () => {
    expect(names(file('Night', 'Sunday', 'Night', null), 'apart')).toEqual([
      ['Night', [2, 4]],
      ['Sunday', [3]],
      ['My library', [5]],
    ]);
    expect(names(file('Night', 'Sunday'), 'together')).toEqual([['My library', [2, 3]]]);
  });

  it('is refused where it would become more than an account has', () => {
    expect(() => listsOf(file(...Array.from({ length: 1_001 }, (_, n) => `List ${n}`)), 'apart')).toThrow('at most 1000');
  });
});

describe('a file of one playlist', () => {
  it('keeps its name, whatever the playlist is called in it', () => {
    expect(names(file('Night', 'Night'), 'apart')).toEqual([['My library', [2, 3]]]);
    expect(names(file(), 'apart')).toEqual([['My library', []]]);
  });
});
