import { describe, expect, it } from '@jest/globals';
import { decideMatch } from './decide-match.js';
import { createLibraryIndex } from './library-index.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

const decide = (asked: Partial<WantedTrack>, ...held: readonly Partial<LibraryTrack>[]) => {
  const index = createLibraryIndex();
  for (const [place, one] of held.entries())
    index.upsert({
      trackId: `${place}`,
      title: '',
      artist: 'Nine',
      albumArtist: null,
      album: null,
      durationMs: 215_500,
      isrc: null,
      path: null,
      ...one,
    });
  return decideMatch({ title: '', artists: ['Nine'], album: null, durationMs: 215_500, isrc: null, ...asked }, index);
};

describe('a bracket that nobody can read and one side lacks', () => {
  it.each(['(Whatever)', '(Foo Bar)', '(변화)', '(неведомое)', '(変化)', '- Foo', '(The Long Way Home)'])('is a question: %s', (note) => {
    expect(decide({ title: 'Signal' }, { title: `Signal ${note}` })).toMatchObject({ kind: 'review', rule: 'title-doubtful' });
    expect(decide({ title: `Signal ${note}` }, { title: 'Signal' })).toMatchObject({ kind: 'review', rule: 'title-doubtful' });
    expect(decide({ title: `Signal ${note}` }, { title: `Signal ${note}` })).toMatchObject({ kind: 'matched' });
  });

  it('is part of the title where it is a phrase and the release is the same', () => {
    const album = 'Enter the Chambers';
    expect(decide({ title: 'Signal', album }, { title: 'Signal (The Long Way Home)', album })).toMatchObject({ kind: 'matched' });
    expect(decide({ title: 'Signal', album }, { title: 'Signal (Whatever)', album })).toMatchObject({
      kind: 'review',
      rule: 'title-doubtful',
    });
  });

  it('is never asked about beside the track that lacks it', () => {
    expect(decide({ title: 'Signal' }, { title: 'Signal (Whatever)' }, { title: 'Signal' })).toMatchObject({
      kind: 'matched',
      trackId: '1',
    });
  });

  it('is no question where it was read: another version is missing', () => {
    for (const note of [
      '(off vocal)',
      '(ライブ)',
      '[Mixed]',
      '(Orchestral)',
      '(Live, Wembley Stadium, 1986)',
      '(минус)',
      '(Ewan Pearson Vocal)',
    ])
      expect(decide({ title: 'Signal' }, { title: `Signal ${note}` })).toMatchObject({ kind: 'missing', rule: 'other-version-only' });
  });
});

describe('emoji in the name of an artist', () => {
  it('tell artists apart where both have some', () => {
    expect(decide({ title: 'Signal', artists: ['Nine ❤️'] }, { title: 'Signal', artist: 'Nine ☁️' })).toMatchObject({ kind: 'missing' });
    expect(decide({ title: 'Signal', artists: ['Nine ❤️'] }, { title: 'Signal', artist: 'Nine ❤' })).toMatchObject({ kind: 'matched' });
    expect(decide({ title: 'Signal', artists: ['Nine ❤️'] }, { title: 'Signal', artist: 'Nine' })).toMatchObject({ kind: 'matched' });
    expect(decide({ title: 'Signal', artists: ['Nine ❤️', 'Ten ☁️'] }, { title: 'Signal', artist: 'Ten ☁️, Nine ❤️' })).toMatchObject({
      kind: 'matched',
    });
  });
});

describe('emoji in a title', () => {
  it('are a name of their own', () => {
    expect(decide({ title: '☀️' }, { title: '❤️' })).toMatchObject({ kind: 'missing' });
    expect(decide({ title: '❤️' }, { title: '❤' })).toMatchObject({ kind: 'matched' });
    expect(decide({ title: 'Love ❤️' }, { title: 'Love ☁️' })).toMatchObject({ kind: 'missing' });
  });

  it('are a question where one side lacks them, but on the same release', () => {
    expect(decide({ title: 'Love' }, { title: 'Love ❤️' })).toMatchObject({ kind: 'review', rule: 'title-doubtful' });
    expect(decide({ title: 'Love', album: 'Hearts' }, { title: 'Love ❤️', album: 'Hearts' })).toMatchObject({ kind: 'matched' });
  });
});

describe('a title of one song worded in two ways', () => {
  it.each([
    ['Good Day', '좋은 날 (Good Day)', 'matched'],
    ['Sunny Day', '晴天 - Sunny Day', 'matched'],
    ['Sunny Day (晴天)', '晴天 (Sunny Day)', 'matched'],
    ['Sunny Day - Remastered', '晴天【Sunny Day】', 'matched'],
    ['Sunny Day (Live)', '晴天 (Sunny Day) (Live)', 'matched'],
    ['World - Someone ver. - CPK! Remix', '世界 (誰か ver.) [CPK! Remix] - World (Someone Ver.) [CPK! Remix]', 'matched'],
    ['晴天', '晴天 (Sunny Day)', 'review'],
    ['花に亡霊 - Ghost in a Flower', '花に亡霊', 'review'],
    ['Sunny Day', '晴天 Sunny Day', 'review'],
    ['告白氣球', '告白气球', 'matched'],
    ['Sonata No. 2: III. Allegro', 'Sonata No. 2: 3. Allegro', 'matched'],
    ['Clair de lune, L. 32', 'Clair de lune', 'review'],
    ['Serenade, K. 525: I. Allegro', 'Serenade, KV 525: I. Allegro', 'matched'],
    ['Prelude No. 1 in C', 'Prelude No. 1 in C Major', 'matched'],
    ['Something That Is Quite Long to Write', 'Something That Is Quite Long t', 'review'],
    ['Song - Live / Helsinki, Finland / 1974', 'Song (Live in Helsinki)', 'matched'],
    ['Demo', 'Nine - Demo', 'matched'],
  ])('%s, %s: %s', (one, other, kind) => {
    expect(decide({ title: one }, { title: other })).toMatchObject({ kind });
    if (one !== 'Demo') expect(decide({ title: other }, { title: one })).toMatchObject({ kind });
  });

  it('is found by its second name among all songs of its artist', () => {
    const others = 'river stone garden paper winter signal engine harbour lantern echo'
      .split(' ')
      .map((title) => ({ title, durationMs: 180_500 }));
    expect(decide({ title: 'Sunny Day' }, { title: '晴天 - Sunny Day' }, ...others)).toMatchObject({ kind: 'matched', trackId: '0' });
    expect(decide({ title: '晴天' }, { title: 'Sunny Day (晴天)' }, ...others)).toMatchObject({ kind: 'matched', trackId: '0' });
  });

  it.each([
    ['Rainy Day', '晴天 (Sunny Day)'],
    ['Love (愛)', 'Hate (愛)'],
    ['Sunny Day - Live', '晴天 (Sunny Day)'],
    ['Sonata No. 2: II. Allegro', 'Sonata No. 2: III. Allegro'],
    ['Sonata, Op. 31 No. 2', 'Sonata, Op. 31 No. 3'],
    ['Prelude in C# Minor', 'Prelude in C Minor'],
    ['Something That Is Quite Long to Write', 'Something That Is Qu'],
    ['Song - Live in Paris 1985', 'Song - Live in Paris 1992'],
  ])('%s, %s: missing, they are two', (one, other) => expect(decide({ title: one }, { title: other })).toMatchObject({ kind: 'missing' }));

  it('is a question where only the place of a concert on one release is worded otherwise', () => {
    const album = 'On Stage';
    expect(decide({ title: 'Song (Live in Helsinki)', album }, { title: 'Song - Live, Finland', album })).toMatchObject({ kind: 'review' });
  });
});

describe('an artist written otherwise', () => {
  it.each([
    ['BTS', '방탄소년단 (BTS)'],
    ['Jay Chou', '周杰倫 Jay Chou'],
    ['Jay Chou', '周杰倫 / Jay Chou'],
    ['高橋洋子', '髙橋洋子'],
    ["Israel Kamakawiwo'ole", 'Israel Kamakawiwoʻole'],
    ['The Presidents of the United States of America', 'The Presidents of the United S'],
  ])('is the same: %s, %s', (one, other) => {
    expect(decide({ title: 'Signal', artists: [one] }, { title: 'Signal', artist: other })).toMatchObject({ kind: 'matched' });
  });

  it.each(['、', '，', '／', '＆', '；', '｜', ' · ', '،'])('is two with %s between them', (sign) => {
    expect(decide({ title: 'Signal', artists: ['周杰伦', '费玉清'] }, { title: 'Signal', artist: `周杰伦${sign}费玉清` })).toMatchObject({
      kind: 'matched',
    });
  });

  it('is a question in another script, with title, length and release the same', () => {
    const album = '東京ピアノ';
    expect(decide({ title: 'Signal', artists: ['Yoeko'], album }, { title: 'Signal', artist: '倉橋ヨエコ', album })).toMatchObject({
      kind: 'review',
      rule: 'artist-doubtful',
    });
    expect(
      decide({ title: 'Signal', artists: ['Official髭男dism'], album }, { title: 'Signal', artist: 'Official HIGE DANdism', album }),
    ).toMatchObject({
      kind: 'review',
    });
    expect(decide({ title: '損と嘘', artists: ['Yoeko'] }, { title: '損と嘘', artist: '倉橋ヨエコ' })).toMatchObject({ kind: 'review' });
    expect(decide({ title: 'Signal', artists: ['Yoeko'] }, { title: 'Signal', artist: '倉橋ヨエコ' })).toMatchObject({ kind: 'missing' });
    expect(
      decide({ title: 'Signal', artists: ['Yoeko'], album }, { title: 'Signal', artist: '倉橋ヨエコ', album, durationMs: 230_500 }),
    ).toMatchObject({
      kind: 'missing',
    });
  });

  it('is a question where it is the composer of a work, and not its performer', () => {
    const title = 'Symphony No. 5 in C Minor, Op. 67: I. Allegro';
    expect(decide({ title, artists: ['Ludwig van Beethoven'] }, { title, artist: 'Some Orchestra' })).toMatchObject({
      kind: 'review',
      rule: 'artist-doubtful',
    });
    expect(
      decide({ title, artists: ['Ludwig van Beethoven'], album: 'Live Works' }, { title, artist: 'Some Orchestra', album: 'Symphonies' }),
    ).toMatchObject({ kind: 'missing' });
    expect(decide({ title: 'Allegro', artists: ['Ludwig van Beethoven'] }, { title: 'Allegro', artist: 'Some Orchestra' })).toMatchObject({
      kind: 'missing',
    });
  });
});

describe('a wanted recording whose list tells no length', () => {
  const asked = { title: 'Riptide', album: 'Dream Your Life Away', durationMs: null };
  it.each([
    ['title, artist and release are the same', [{ title: 'Riptide', album: 'Dream Your Life Away (Deluxe Edition)' }]],
    [
      'another version is there as well',
      [
        { title: 'Riptide', album: 'Dream Your Life Away' },
        { title: 'Riptide (Live)', album: 'Dream Your Life Away' },
      ],
    ],
    [
      'another release is there as well',
      [
        { title: 'Riptide', album: 'Dream Your Life Away' },
        { title: 'Riptide', album: 'Hits', durationMs: 300_500 },
      ],
    ],
  ])('is matched: %s', (_what, held) =>
    expect(decide(asked, ...held)).toMatchObject({ kind: 'matched', trackId: '0', rule: 'title-artist' }),
  );

  it.each([
    ['another release', [{ title: 'Riptide', album: 'Hits' }]],
    ['no release', [{ title: 'Riptide' }]],
    ['another spelling', [{ title: 'Riptde', album: 'Dream Your Life Away' }]],
    [
      'two recordings',
      [
        { title: 'Riptide', album: 'Dream Your Life Away' },
        { title: 'Riptide', album: 'Dream Your Life Away', durationMs: 300_500 },
      ],
    ],
    ['another version', [{ title: 'Riptide (Live)', album: 'Dream Your Life Away' }]],
  ])('is a question: %s', (_what, held) => expect(decide(asked, ...held)).toMatchObject({ kind: 'review', rule: 'incomplete-wanted' }));
});
