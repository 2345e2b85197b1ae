import { describe, expect, it } from '@jest/globals';
import { badgeText, isAt, places } from './navigation.js';

const at = (pathname: string) => places.filter((place) => isAt(place, pathname)).map(({ label }) => label);

describe('the place a page belongs to', () => {
  it('is one, also for pages below it and those under another name', () => {
    expect(
      ['/', '/playlists', '/playlists/p1/show', '/library-albums', '/metadata-edits', '/settings/files', '/parked-events'].map(at),
    ).toEqual([['Dashboard'], ['Playlists'], ['Playlists'], ['Library'], ['Library'], ['Settings'], ['System']]);
    expect(at('/playlists-of-others')).toEqual([]);
  });

  it('is reached by a key of its own', () => {
    expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
  });
});

describe('a badge', () => {
  it('says nothing at none, and no more than two digits', () => {
    expect([0, 7, 99, 100, 12_482].map(badgeText)).toEqual([null, '7', '99', '99+', '99+']);
  });
});
