import { describe, expect, it } from '@jest/globals';
import { arranged, hitsIn, named, rank } from './hits.js';
import type { Hit } from './hits.js';

const hit = (title: string, group: Hit['group'] = 'Songs'): Hit => ({ id: `${group} ${title}`, group, title });
const titles = (hits: readonly Hit[]) => hits.map(({ title }) => title);

describe('what words name', () => {
  it('is the title that begins with them before one that has them inside', () => {
    expect(titles(named([hit('Ledger of Moths'), hit('Behemoth'), hit('Moth Economy')], 'moth'))).toEqual([
      'Moth Economy',
      'Ledger of Moths',
      'Behemoth',
    ]);
  });

  it('is found without accents, in any order, and by who made it', () => {
    expect(rank({ title: 'Été' }, 'ete')).toBe(0);
    expect(rank({ title: 'Harbour Glass', detail: 'Low Water' }, 'water harb')).toBe(2);
    expect(rank({ title: 'Harbour Glass', detail: 'Low Water' }, 'water moth')).toBeNull();
  });
});

describe('what was found', () => {
  it('stands in its group, keeps its place when more is found, and stands there once', () => {
    const local = [hit('A'), hit('Library', 'Pages')];
    const found = [hit('An album', 'Albums'), hit('B'), hit('A')];
    expect(titles(arranged(local, found))).toEqual(['A', 'B', 'An album', 'Library']);
  });

  it('is a few of each kind', () => {
    expect(arranged(Array.from({ length: 40 }, (_, at) => hit(String(at))))).toHaveLength(5);
  });

  it('is one song, wanted and owned', () => {
    const song = { title: 'Low Water', album: null };
    const wanted = hitsIn('recordings', [{ ...song, id: 'r1', artists: ['The Quiet Pier'] }]);
    const owned = hitsIn('library-tracks', [{ ...song, id: 't1', artist: 'The Quiet Pier', libraryAlbumId: 'a 1' }]);
    expect(owned[0]?.to).toBe('/library-albums/a%201/show');
    expect(arranged(wanted, owned).map(({ to }) => to)).toEqual(['/recordings/r1']);
  });

  it('leads nowhere where an entry is no recording', () => {
    expect(hitsIn('playlist-entries', [{ wantedRecordingId: null, title: 'An episode', artists: [] }])).toEqual([]);
  });
});
