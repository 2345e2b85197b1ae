import { describe, expect, it } from '@jest/globals';
import { idsOf, keyTable, strokeOf } from './key-table.js';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {}) =>
  strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('a key that is pressed', () => {
  it('has one name, however the keyboard says it', () => {
    expect([
      press('k', { metaKey: true }),
      press('k', { ctrlKey: true }),
      press('X', { shiftKey: true }),
      press('X'), // with caps lock
      press('?', { shiftKey: true }),
      press('Escape'),
      press('ArrowDown'),
    ]).toEqual(['Ctrl K', 'Ctrl K', 'Shift x', 'x', '?', 'Esc', '↓']);
  });

  it('is none while only Shift is held: what is pressed with it comes next', () => {
    expect(press('Shift', { shiftKey: true })).toBeNull();
  });

  it("is the browser's with Alt, and with Ctrl and Shift together", () => {
    expect([press('d', { altKey: true }), press('k', { ctrlKey: true, shiftKey: true })]).toEqual([null, null]);
  });
});

describe('the table of keys', () => {
  it('gives no key two meanings in one place', () => {
    const meanings = [...keyTable.values()].flatMap(({ group, strokes }) => strokes.map((stroke) => `${group}: ${stroke}`));
    expect(new Set(meanings).size).toBe(meanings.length);
  });

  it('leads to the places that the console names', () => {
    const places = ['d', 'p', 'a', 'l', 'r', 'w', 'c', 'e'].flatMap((letter) => idsOf(`g ${letter}`));
    expect(places.map((id) => keyTable.get(id)?.what)).toEqual([
      'Dashboard',
      'Playlists',
      'Artists',
      'Library',
      'Review',
      'Wishlist',
      'Downloads',
      'Settings',
    ]);
  });
});
