import { describe, expect, it } from '@jest/globals';
import { dirtyFolders } from './dirty-folders.js';

describe('the folders in which something changed', () => {
  it('are told after the cursor that was taken before, until one is given that lies behind them', () => {
    const dirty = dirtyFolders();
    dirty.mark('A');
    const first = dirty.cursor();
    dirty.mark('B');
    dirty.mark('C', true);
    dirty.mark('B');
    const told = [
      { folder: 'C', deep: true },
      { folder: 'B', deep: false },
    ];
    expect(dirty.since(first)).toEqual(told);
    expect(dirty.since(first)).toEqual(told);
    expect(dirty.since(dirty.cursor())).toEqual([]);
  });

  it('can not be told for a cursor of another run, one that is no cursor, or after more than can be listed', () => {
    const dirty = dirtyFolders();
    const first = dirty.cursor();
    expect(dirty.since(dirtyFolders().cursor())).toBeNull();
    expect(dirty.since('')).toBeNull();
    for (let n = 0; n < 2_500; n += 1) dirty.mark(`folder ${n}`);
    expect(dirty.since(first)).toBeNull();
    expect(dirty.since(dirty.cursor())).toEqual([]);
  });

  it('keep that all below was meant when a part is marked again', () => {
    const dirty = dirtyFolders();
    const first = dirty.cursor();
    dirty.mark('A', true);
    dirty.mark('A');
    expect(dirty.since(first)).toEqual([{ folder: 'A', deep: true }]);
  });
});
