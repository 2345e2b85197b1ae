import { describe, expect, it } from '@jest/globals';
import { badgeText, headOnPhone, isAt, places } from './navigation.js';

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

describe("a phone's top bar", () => {
  const said = (pathname: string) => {
    const head = headOnPhone(pathname);
    return head === null ? null : 'title' in head ? head.title : `back to ${head.parent.label}`;
  };

  it('says which page it is, or which one it is part of', () => {
    expect(
      ['/', '/playlists', '/library-artists', '/playlists/p1/show', '/settings/files', '/metadata-edits', '/parked-events'].map(said),
    ).toEqual(['Dashboard', 'Playlists', 'Library', 'back to Playlists', 'back to Settings', 'back to Library', 'System']);
  });

  it('leads back to where one came from, where a page is part of none', () => {
    expect(said('/recordings/r1')).toBeNull();
  });
});

describe('a badge', () => {
  it('says nothing at none, and no more than two digits', () => {
    expect([0, 7, 99, 100, 12_482].map(badgeText)).toEqual([null, '7', '99', '99+', '99+']);
  });
});
