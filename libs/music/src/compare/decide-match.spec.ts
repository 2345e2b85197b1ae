import { describe, expect, it } from '@jest/globals';
import { createLibraryIndex } from './library-index.js';
import { decideMatch } from './decide-match.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

const wanted: WantedTrack = { title: 'Get Down', artists: ['Nas'], album: "God's Son", durationMs: 234_400, isrc: 'USSM10212345' };
const track = (over: Partial<LibraryTrack>): LibraryTrack => ({
  trackId: 'a',
  title: 'Get Down',
  artist: 'Nas',
  albumArtist: 'Nas',
  album: "God's Son",
  durationMs: 234_400,
  isrc: null,
  path: null,
  ...over,
});
const decide = (tracks: readonly LibraryTrack[], over: Partial<WantedTrack> = {}) => {
  const index = createLibraryIndex();
  for (const one of tracks) index.upsert(one);
  return decideMatch({ ...wanted, ...over }, index);
};

describe('a library that holds the recording', () => {
  it('is matched exactly, and names its rivals with their reasons', () => {
    const decision = decide([track({}), track({ trackId: 'b', title: 'Get Down (Instrumental)' })]);
    expect(decision).toMatchObject({
      kind: 'matched',
      trackId: 'a',
      rule: 'exact',
      rivals: [{ trackId: 'b', vetoes: ['version-differs'] }],
    });
  });

  it('is matched by its ISRC however it is spelt, ahead of a better text', () => {
    expect(decide([track({ trackId: 'text' }), track({ trackId: 'isrc', title: 'Get Dwn', isrc: 'US-SM1-02-12345' })])).toMatchObject({
      kind: 'matched',
      trackId: 'isrc',
      rule: 'isrc',
    });
  });

  it('is matched by any of its ISRCs', () => {
    const held = [track({ trackId: 'text' }), track({ trackId: 'isrc', title: 'Get Dwn', isrc: 'USSM10254321' })];
    expect(decide(held, { otherIsrcs: ['USSM10254321'] })).toMatchObject({ kind: 'matched', trackId: 'isrc', rule: 'isrc' });
    expect(decide(held, { isrc: null, otherIsrcs: ['nothing', 'us-sm1-02-54321'] })).toMatchObject({
      trackId: 'isrc',
      features: { isrcEqual: true },
    });
  });

  it.each([
    ['musicbrainz', { mbid: '0D2F7A10-3333-4222-8333-444455556666' }, { mbid: '0d2f7a10-3333-4222-8333-444455556666' }],
    ['server-guid', { guid: 'plex://track/65a0' }, { guid: 'plex://track/65a0' }],
  ])('is matched by %s ahead of a better text', (rule, asked, held) => {
    expect(decide([track({ trackId: 'text' }), track({ trackId: 'id', title: 'Get Dwn', ...held })], asked)).toMatchObject({
      kind: 'matched',
      trackId: 'id',
      rule,
    });
  });

  it('takes no broken identifier for one', () => {
    expect(decide([track({ title: 'Another Song', mbid: 'unknown', guid: '' })], { mbid: 'unknown', guid: '' })).toMatchObject({
      kind: 'missing',
    });
  });

  it('asks when the ISRC says yes and the length says no', () => {
    expect(decide([track({ isrc: 'USSM10212345', durationMs: 400_000 })])).toMatchObject({
      kind: 'review',
      rule: 'identifier-contradicted',
    });
  });

  it('finds a misspelt title of the same length on the same release', () => {
    expect(decide([track({ title: 'Get Donw' })])).toMatchObject({ kind: 'matched', rule: 'title-artist-duration' });
  });

  it('finds a misspelt artist of the same title and length on the same release', () => {
    const asked = { artists: ['Charlotte Lawrence'] };
    expect(decide([track({ artist: 'Charrlotte Lawrence', albumArtist: null })], asked)).toMatchObject({ kind: 'matched' });
    expect(decide([track({ artist: 'Margto', albumArtist: null })], { artists: ['Margot'] })).toMatchObject({ kind: 'matched' });
    expect(decide([track({ artist: 'Margret', albumArtist: null })], { artists: ['Margot'] })).toMatchObject({ kind: 'missing' });
  });

  it.each([
    ['title', track({ title: 'Get Donw', album: null, durationMs: 236_600 }), {}],
    ['artist', track({ artist: 'Margto', albumArtist: null, album: null, durationMs: 236_600 }), { artists: ['Margot'] }],
  ])('asks about a misspelt %s when neither release nor length makes up for it', (_what, held, asked) => {
    expect(decide([held], asked)).toMatchObject({ kind: 'review', rule: 'spelling-doubtful' });
  });

  it('takes a shared guest for no sign of the artist', () => {
    expect(decide([track({ artist: 'AZ, Lauryn Hill', albumArtist: null })], { artists: ['Nas', 'Lauryn Hill'] })).toMatchObject({
      kind: 'missing',
      rule: 'other-artist-only',
    });
  });

  it('asks about a row whose artist names nobody', () => {
    expect(decide([track({ artist: 'Various Artists', albumArtist: null })])).toMatchObject({ kind: 'review', rule: 'artist-unknown' });
  });

  it('asks when the lengths are 3 to 12 s apart', () => {
    expect(decide([track({ durationMs: 241_000 })])).toMatchObject({ kind: 'review', rule: 'duration-doubtful' });
  });

  it('matches a row of unknown length with less confidence', () => {
    const known = decide([track({})]);
    const unknown = decide([track({ durationMs: null })]);
    expect(unknown).toMatchObject({ kind: 'matched', rule: 'title-artist' });
    expect(unknown.kind === 'matched' && known.kind === 'matched' && unknown.confidence < known.confidence).toBe(true);
  });
});

describe('a library that holds two recordings that may be meant', () => {
  const concert = { title: 'Get Down - Live' };
  const wembley = track({ trackId: 'wembley', title: 'Get Down (Live at Wembley)', album: null });
  const paris = track({ trackId: 'paris', title: 'Get Down (Live in Paris)', album: null });

  it.each([
    ['two concerts', concert, [wembley, paris]],
    [
      'two lengths, one a little shorter and one a little longer',
      {},
      [track({ durationMs: 232_300 }), track({ trackId: 'b', durationMs: 236_500 })],
    ],
  ])('asks which: %s', (_what, asked, tracks) => {
    expect(decide(tracks, asked)).toMatchObject({ kind: 'review', rule: 'ambiguous', candidates: [{}, {}] });
  });

  it('does not ask with a margin of 0', () => {
    const index = createLibraryIndex();
    for (const one of [wembley, paris]) index.upsert(one);
    expect(decideMatch({ ...wanted, ...concert }, index, { margin: 0 })).toMatchObject({ kind: 'matched', trackId: 'paris' });
  });

  it('is less sure beside a near one, and not at all beside a far one', () => {
    const confidence = (rivals: readonly LibraryTrack[]) => {
      const decision = decide([wembley, ...rivals], concert);
      return decision.kind === 'matched' && decision.trackId === 'wembley' ? decision.confidence : null;
    };
    const alone = confidence([]) ?? 0;
    const beside = confidence([{ ...paris, durationMs: 236_900 }]) ?? 1;
    expect(beside).toBeLessThan(alone);
    expect(confidence([{ ...paris, durationMs: 240_900 }])).toBe(alone);
  });

  it.each([
    ['on another release', { album: 'Greatest Hits' }],
    ['on another release, a little longer', { album: 'Greatest Hits', durationMs: 236_000 }],
    ['remastered', { title: 'Get Down - 2012 Remaster' }],
    ['as a row without its length', { album: null, durationMs: null }],
  ])('takes the same recording %s for no rival', (_what, over) => {
    const alone = decide([track({})]);
    const beside = decide([track({}), track({ trackId: 'b', ...over })]);
    expect(beside).toMatchObject({ kind: 'matched', trackId: 'a' });
    expect(beside.kind === 'matched' && alone.kind === 'matched' && beside.confidence === alone.confidence).toBe(true);
  });

  it('takes what an identifier names, whatever else may be meant', () => {
    expect(decide([{ ...wembley, isrc: 'USSM10212345' }, paris], concert)).toMatchObject({
      kind: 'matched',
      trackId: 'wembley',
      rule: 'isrc',
    });
  });
});

describe('a library without the recording', () => {
  it.each([
    ['nothing at all', [], 'no-candidate'],
    ['another version', [track({ title: 'Get Down (Live)' })], 'other-version-only'],
    ['another artist', [track({ artist: 'B4-4', albumArtist: 'B4-4' })], 'other-artist-only'],
    ['another length', [track({ durationMs: 300_000 })], 'other-length-only'],
    ['other songs of the artist', [track({ title: 'Get Up Slowly' })], 'other-song-only'],
  ])('says so: %s', (_what, tracks, rule) => {
    expect(decide(tracks)).toMatchObject({ kind: 'missing', rule });
  });

  it('does not look at tracks that were removed', () => {
    const index = createLibraryIndex();
    index.upsert(track({}));
    index.remove('a');
    expect(index.size).toBe(0);
    expect(decideMatch(wanted, index)).toMatchObject({ kind: 'missing', rule: 'no-candidate' });
  });
});

describe('a wanted recording that lacks its title, artist or length', () => {
  it.each([{ durationMs: null, album: null }, { artists: [] }, { title: '' }])('%j is never matched by text', (lacking) => {
    const decision = decide([track({})], lacking);
    expect(decision.kind).not.toBe('matched');
    expect(decision.rule).toBe('incomplete-wanted');
  });

  it('is missing when nothing resembles it, and matched by its ISRC all the same', () => {
    expect(decide([], { durationMs: null })).toMatchObject({ kind: 'missing', rule: 'incomplete-wanted' });
    expect(decide([track({ isrc: 'USSM10212345' })], { durationMs: null })).toMatchObject({ kind: 'matched', rule: 'isrc' });
  });
});
