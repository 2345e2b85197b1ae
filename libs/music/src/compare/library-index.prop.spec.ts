import { describe, expect, it } from '@jest/globals';
import { decideMatch } from './decide-match.js';
import { createLibraryIndex } from './library-index.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

const track = (trackId: string, title: string, artist: string, more: Partial<LibraryTrack> = {}): LibraryTrack => ({
  trackId,
  title,
  artist,
  albumArtist: artist,
  album: null,
  durationMs: 200_000,
  isrc: null,
  path: null,
  ...more,
});
const wanted = (title: string, ...artists: readonly string[]): WantedTrack => ({
  title,
  artists,
  album: null,
  durationMs: 200_000,
  isrc: null,
});

const found = (index: ReturnType<typeof createLibraryIndex>, one: WantedTrack) => index.candidates(one).map(({ trackId }) => trackId);

describe('the library index', () => {
  it.each([
    ['Harbour Lights - 2011 Remaster', 'harbour lights'],
    ['Harbour Lights', 'Harbour Lights (feat. Ida Voss)'],
    ['The Harbour Lights', 'Harbour Lights [Deluxe]'],
    ['Harbour Lights', '07 Harbour Lights'],
    ['Harbour Lights', 'The Quiet Pier - Harbour Lights'],
    ['Harbour Lights (A Song for the Sea)', 'Harbour Lights'],
    ['Wall, Pt. 2', 'Wall Part II'],
    ['(I Can’t Stand) The Rain', 'I Can’t Stand the Rain'],
    ['Ночной вокзал', 'Nochnoy vokzal'],
  ])('finds "%s" filed as "%s"', (asked, filed) => {
    const index = createLibraryIndex();
    index.upsert(track('right', filed, 'The Quiet Pier'));
    for (let other = 0; other < 200; other += 1) index.upsert(track(`other-${other}`, `Song ${other} of Another Kind`, 'The Quiet Pier'));
    expect(found(index, wanted(asked, 'The Quiet Pier'))[0]).toBe('right');
  });

  it('finds a misspelt title among thousands of its artist', () => {
    const index = createLibraryIndex();
    for (let other = 0; other < 5_000; other += 1) index.upsert(track(`other-${other}`, `Number ${other} in the Great Works`, 'Prolific'));
    index.upsert(track('right', 'Ordinray Machines', 'Prolific'));
    expect(found(index, wanted('Ordinary Machines', 'Prolific'))[0]).toBe('right');
  });

  it('finds the artist’s own among thousands of songs of one name', () => {
    const index = createLibraryIndex();
    for (let other = 0; other < 5_000; other += 1) index.upsert(track(`other-${other}`, 'Intro', `Band ${other}`));
    expect(found(index, wanted('Intro', 'Band 77'))).toEqual(['other-77']);
  });

  it('knows each track once, however often it was changed, moved and renamed', () => {
    const index = createLibraryIndex();
    for (let round = 0; round < 3_000; round += 1) {
      index.upsert(track('same', `Song ${round}`, `Band ${round % 7}`, { path: `${round}.flac` }));
      index.upsert(track('fixed', 'Fixed Song', 'Fixed Band', { durationMs: 100_000 + round }));
    }
    expect(index.size).toBe(2);
    expect(found(index, wanted('Song 2999', 'Band 3'))).toEqual(['same']);
    expect(found(index, wanted('Song 5', 'Band 5'))).toEqual([]);
    expect(index.get('fixed')).toMatchObject({ durationMs: 102_999 });
    index.remove('same');
    index.remove('same');
    expect([index.size, index.has('same'), index.get('same')]).toEqual([1, false, undefined]);
  });

  it('holds what a map would hold, after any number of changes', () => {
    const index = createLibraryIndex();
    const plain = new Map<string, LibraryTrack>();
    let seed = 7;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    for (let step = 0; step < 20_000; step += 1) {
      const id = `t${random(700)}`;
      if (random(3) === 0) {
        index.remove(id);
        plain.delete(id);
      } else {
        const one = track(id, `Title ${random(50)}`, `Artist ${random(20)}`);
        index.upsert(one);
        plain.set(id, one);
      }
    }
    expect(index.size).toBe(plain.size);
    for (const [id, one] of plain) {
      expect(index.get(id)).toMatchObject(one);
      expect(index.candidates({ ...one, artists: [one.artist] }, 1_000).map(({ trackId }) => trackId)).toContain(id);
    }
  });

  it('answers nothing, and breaks nothing, when it is empty', () => {
    expect(decideMatch(wanted('Anything', 'Anybody'), createLibraryIndex())).toMatchObject({ kind: 'missing', rule: 'no-candidate' });
  });
});
