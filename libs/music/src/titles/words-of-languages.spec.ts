import { describe, expect, it } from '@jest/globals';
import { albumColour } from './album-colour.js';
import { parseTitle } from './parse-title.js';

const kindOf = (title: string) => parseTitle(title).versions.map(({ kind }) => kind);

describe('a version named in another language', () => {
  it.each([
    [
      'live',
      [
        'En vivo',
        'en directo, Madrid',
        'Ao Vivo',
        'Dal vivo',
        'en concert',
        'Konzertmitschnitt',
        'na żywo',
        'Canlı',
        'вживую',
        'концертная запись',
      ],
    ],
    [
      'live',
      [
        'ライブ',
        'ライヴ・バージョン',
        '现场版',
        '現場',
        '演唱會',
        '라이브',
        '콘서트 실황',
        'הופעה חיה',
        'لايف',
        'แสดงสด',
        'Live à Paris',
        'Live, Wembley, 1986',
      ],
    ],
    [
      'instrumental',
      [
        'off vocal',
        'Off Vocal Ver.',
        'No Vocals',
        'without vocals',
        'minus',
        'ohne Gesang',
        'минус',
        'без слов',
        'オフボーカル',
        'インスト',
        '伴奏',
        '純音樂',
        '반주',
        'MR',
        'بی کلام',
      ],
    ],
    ['karaoke', ['караоке', 'カラオケ', '卡拉OK', '노래방', 'Karaokeversion']],
    [
      'acoustic',
      [
        'Akustikversion',
        'akustische Version',
        'Acústico',
        'version acoustique',
        'акустика',
        'アコースティック',
        '弾き語り',
        '不插電',
        '어쿠스틱',
        'אקוסטי',
      ],
    ],
    ['acapella', ['アカペラ', '清唱', '無伴奏', 'а капелла']],
    ['demo', ['maqueta', 'Demoversion', 'デモ', '小样', '데모', 'демо']],
    ['remix', ['ремикс', 'リミックス', '混音版', '리믹스', 'Neuabmischung', 'Ewan Pearson Vocal']],
    ['cover', ['翻唱', 'カバー', '歌ってみた', 'кавер', 'Coverversion']],
    ['rerecord', ['Neuaufnahme', '新録', '重錄', 'regrabado']],
    ['language', ['粵語版', '日本語版', '영어 버전', 'Deutsche Version', 'versión en español', 'en français', 'на английском']],
    ['speed', ['加速版', 'ускоренная версия', 'Bass Boosted', 'Pitch', 'Pitched Up']],
    ['extended', ['Langversion', 'расширенная версия', '加長版']],
    ['edit', ['Kurzversion', 'Radioversion', 'TVサイズ', 'ショート・バージョン']],
    [
      'other',
      [
        'Orchestral',
        'Orchesterversion',
        'versión orquestal',
        'оркестровая версия',
        'オーケストラ',
        'Mixed',
        'Strings',
        'Choir',
        'Lo-Fi',
        'Bonus Beats',
        'Vocal',
        '電視版 2',
      ],
    ],
  ] as const)('is %s: %s', (kind, wordings) => {
    for (const wording of wordings)
      expect([wording, kindOf(`Lied (${wording})`)]).toEqual([wording, [kind === 'other' && wording === '電視版 2' ? 'edit' : kind]]);
  });

  it('is the same in every language', () => {
    expect(parseTitle('Lied (Orchesterversion)').versions).toEqual(parseTitle('Lied (Orchestral)').versions);
    expect(parseTitle('Lied (粵語版)').versions).toEqual(parseTitle('Lied (Cantonese Version)').versions);
  });
});

describe('a note in another language', () => {
  it.each([
    'Versión remasterizada',
    'Remasterizado digitalmente 2011',
    'Remastérisé en 2012',
    'remasterte Version',
    'Rimasterizzato 2015',
    'Versão Remasterizada',
    'Geremasterd',
    'zremasterowany',
    'ремастер 2019',
    '2021 リマスター',
    '2021年デジタル・リマスター',
    '2022 리마스터',
    '數碼重製版',
    'En estéreo',
    'Mono, remasterizado',
    'モノラル',
    'Albumversion',
    'Versión del álbum',
    'アルバム・バージョン',
    '電影《夏天》主題曲',
    'из кинофильма «Лето»',
    'Remasterd',
  ])('is no other recording: %s', (note) => {
    expect(parseTitle(`Lied - ${note}`)).toMatchObject({ base: 'Lied', versions: [] });
    expect(parseTitle(`Lied (${note})`)).toMatchObject({ base: 'Lied', versions: [] });
  });
});

describe('words of other languages in a title', () => {
  it.each(['Konzert', 'Ensayo', 'Minus', 'Концерт', 'ピアノ', '现场', 'La Pista', 'Directo al Corazón', 'Canlı'])(
    'are read in qualifiers only: %s',
    (title) => {
      expect(parseTitle(title)).toMatchObject({ base: title, versions: [] });
    },
  );

  it('count only as the whole qualifier where names hold them', () => {
    expect(parseTitle('Чайковский - Концерт для скрипки').versions).toEqual([]);
    expect(parseTitle('Song (Mr. Somebody Remix)').versions).toEqual([{ kind: 'remix', detail: 'mr somebody' }]);
  });
});

describe('a title made of the words of versions, behind its artist', () => {
  it.each(['Live to Tell', 'Instrumental Kind of Day', 'Edit Me', 'Acoustic Kitty', 'Remix Culture'])('is a title: %s', (title) => {
    expect(parseTitle(`Some Band - ${title}`, { artists: ['Some Band'] })).toMatchObject({ base: title, versions: [] });
  });

  it.each(['2009 Remaster', 'Live', 'Live at Wembley', 'Radio Edit', 'Somebody Remix'])(
    'is none where it has the shape of a qualifier: %s',
    (qualifier) => {
      expect(parseTitle(`Some Band - ${qualifier}`, { artists: ['Some Band'] }).base).toBe('Some Band');
    },
  );

  it('is one where a song of that name is looked for', () => {
    expect(parseTitle('Some Band - Demo', { artists: ['Some Band'], called: 'Demo' })).toMatchObject({ base: 'Demo', versions: [] });
  });
});

describe('a concert worded with slashes and commas', () => {
  it.each(['Song - Live / Helsinki, Finland / 1974', 'Song (Live, Helsinki, Finland, 1974)', 'Song - Live - Helsinki, Finland - 1974'])(
    'is one: %s',
    (title) => {
      expect(parseTitle(title)).toMatchObject({ base: 'Song', versions: [{ kind: 'live', detail: 'helsinki finland', year: '1974' }] });
    },
  );
});

describe('a version in signs that are used as brackets', () => {
  it.each([
    ['Song <Live>', 'live'],
    ['Song ~off vocal~', 'instrumental'],
    ['Song 〜ライブ〜', 'live'],
  ])('is read: %s', (title, kind) => expect(parseTitle(title)).toMatchObject({ base: 'Song', versions: [{ kind }] }));

  it.each(['~How I am~', 'A<B', '3 < 4'])('is none where they are something else: %s', (title) => {
    expect(parseTitle(title)).toMatchObject({ base: title, versions: [] });
  });
});

describe('a release that is a concert', () => {
  it.each(['2004無與倫比演唱會', 'ライヴ・イン・武道館', 'Live, Wembley 1986', 'Концерт в Олимпийском', '라이브 앨범'])(
    'makes its plain titles live: %s',
    (album) => {
      expect(albumColour(album)).toMatchObject([{ kind: 'live' }]);
    },
  );

  it.each(['Live Through This', 'Live Your Life', 'Концерт для скрипки', '武道館'])('is none: %s', (album) =>
    expect(albumColour(album)).toEqual([]),
  );
});
