import { describe, expect, it } from '@jest/globals';
import { decideMatch } from './decide-match.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

const isrc = 'FXR592401590';
const decide = (asked: Partial<WantedTrack>, held: Partial<LibraryTrack>) => {
  const wanted: WantedTrack = { title: 'Signal', artists: ['Nine'], album: null, durationMs: 238_500, isrc, ...asked };
  const track: LibraryTrack = {
    trackId: 'a', title: 'Signal', artist: 'Nine', albumArtist: null, album: null, durationMs: 238_500, isrc, path: null, ...held,
  }; // prettier-ignore
  return decideMatch(wanted, { candidates: () => [track] });
};

describe('an identifier that names contradict', () => {
  it.each<[string, Partial<WantedTrack>, Partial<LibraryTrack>]>([
    ['another title', {}, { title: 'Good Signal' }],
    ['another artist', {}, { artist: 'Ten' }],
    ['both, and another length', {}, { title: 'Good Signal', artist: 'Ten', durationMs: 232_500 }],
    ['another remixer', { title: 'Signal - Fedde Remix' }, { title: 'Signal (Tenth Remix)', durationMs: 230_500 }],
    ['an instrumental', {}, { title: 'Signal (Instrumental)' }],
    ['a concert', { title: 'Signal - Live' }, {}],
    ['a length far apart', {}, { durationMs: 260_500 }],
    ['both names in another script, and another length', { artists: ['IU'] }, { title: '좋은 날', artist: '아이유', durationMs: 245_500 }],
  ])('is a question: %s', (_what, asked, held) => {
    expect(decide(asked, held)).toMatchObject({ kind: 'review', rule: 'identifier-contradicted' });
  });

  it('is one for a MusicBrainz recording as well, and not for the name the server gave the same track before', () => {
    const mbid = '0d2f7a10-3333-4222-8333-444455556666';
    expect(decide({ isrc: null, mbid }, { mbid, title: 'Good Signal' })).toMatchObject({ kind: 'review', rule: 'identifier-contradicted' });
    expect(decide({ isrc: null, guid: 'x' }, { guid: 'x', title: 'Good Signal' })).toMatchObject({ kind: 'matched', rule: 'server-guid' });
  });
});

describe('an identifier that names do not contradict', () => {
  it.each<[string, Partial<WantedTrack>, Partial<LibraryTrack>]>([
    ['a slip of the keyboard', {}, { title: 'Singal' }],
    ['a slip of the keyboard, and lengths 3 to 12 s apart', {}, { title: 'Singal', durationMs: 244_500 }],
    ['a title in another script', {}, { title: '信号' }],
    ['an artist in another script', {}, { artist: '나인' }],
    ['a subtitle', {}, { title: 'Signal (The Long Way Home)' }],
    ['an edit of the same length', { title: 'Signal - Radio Edit' }, {}],
    ['a live album that the title does not speak of', {}, { album: 'Live at Wembley' }],
    ['artists in another order', { artists: ['Nine', 'Ten'] }, { artist: 'Ten feat. Nine' }],
    ['a row that names nobody', {}, { artist: 'Various Artists' }],
    ['lengths that are 3 to 12 s apart', {}, { durationMs: 247_500 }],
  ])('decides: %s', (_what, asked, held) => expect(decide(asked, held)).toMatchObject({ kind: 'matched', rule: 'isrc' }));
});

describe('an identifier that two tracks bear', () => {
  it('is that of the one whose names agree', () => {
    const track = (trackId: string, title: string, durationMs: number): LibraryTrack => ({
      trackId, title, artist: 'Orchestra', albumArtist: null, album: 'Works', durationMs, isrc, path: null,
    }); // prettier-ignore
    const tracks = [track('3', 'Symphony No. 3: III. Adagio', 408_000), track('2', 'Symphony No. 3: II. Scherzo', 402_000)];
    const wanted = { artists: ['Orchestra'], album: 'Works', isrc };
    const decide = (title: string, durationMs: number) => decideMatch({ ...wanted, title, durationMs }, { candidates: () => tracks });
    expect(decide('Symphony No. 3: II. Scherzo', 402_000)).toMatchObject({ kind: 'matched', trackId: '2' });
    expect(decide('Symphony No. 3: III. Adagio', 408_000)).toMatchObject({ kind: 'matched', trackId: '3' });
  });
});
