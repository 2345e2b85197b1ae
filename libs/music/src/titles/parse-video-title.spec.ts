import { describe, expect, it } from '@jest/globals';
import { parseVideoTitle } from './parse-video-title.js';

const read = (title: string, channel: string | null = null) => {
  const { artist, title: name, versions } = parseVideoTitle(title, channel);
  return { artist, title: name, kinds: versions.map(({ kind }) => kind) };
};
const plain = (artist: string | null, title: string) => ({ artist, title, kinds: [] });

describe('what an upload is marked with', () => {
  it.each([
    'Alive (Official Animated Video)',
    'Alive [Official Audio | 2016]',
    'Alive (Official Video, Flashing Images Warning)',
    'Alive OFFICIAL VIDEO HD',
    'Alive w/ lyrics',
    'Alive (Official Video) - YouTube',
    'Alive mit Text',
    'Alive - [DVD In Oslo] - (Clipe Oficial)',
    'Alive @BlueDoorTV',
    'Alive (Official Video) | @BlueDoorTV',
    'Alive [HD 1080p 60fps]',
    'Alive (Directed by Ida Holm)',
    'Alive (Official Video) Shot by @idaholm',
    'Alive | GRM Daily',
    'Alive (Official Video) NEW SONG 2020',
    'Alive (Letra / Sub. Español)',
    'Alive // Traducida al español',
    'Alive (Estreno Exclusivo)',
    'Alive [LEGENDADO] (Clipe Oficial)',
    'Alive (avec paroles en français)',
    'Alive [CLIP OFFICIEL] réalisé par Ida Holm',
    'Alive (mit deutschem Text)',
    'Alive [Offizielles Musikvideo]',
    'Alive (Testo e Traduzione)',
    'Alive (Official Video - regia di Ida Holm)',
    'Alive (Премьера клипа 2021)',
    'Alive [русские субтитры]',
    'Alive (2004 год)',
    'Alive【オリジナルPV】',
    'Alive 【和訳】',
    'Alive（TVアニメ「波」オープニングテーマ）',
    'Alive [가사/Lyrics]',
    'Alive 뮤직비디오',
    'Alive (Resmi Klip)',
    'Alive (oficjalny teledysk)',
    'Alive #alive #newmusic',
    'Alive (Out Now)',
    'Alive (Blue Album Track)',
    'Alive (video editado)',
    'Alive [Storyboard Film]',
    'Alive - Blue Door Records',
    'Alive (Blue Door Records)',
    'Alive (Eurovision 2021)',
    'Alive - Special Video',
    'Alive [HAN/ROM/ENG]',
    'Alive (Vietsub + Lyrics)',
    'Alive (كلمات)',
  ])('Nora Lind - %s', (title) => {
    expect(read(`Nora Lind - ${title}`, 'Blue Door Records')).toEqual(plain('Nora Lind', 'Alive'));
  });

  it.each([
    'Blue Door Records presents ',
    'Blue Door Records - ',
    '[MV] ',
    '【HD】',
    '(Lyrics) ',
    '<MV> ',
    'Official Video: ',
    'PREMIERE: ',
    'ПРЕМЬЕРА! ',
    '♫ ',
    '03. ',
  ])('%sNora Lind - Alive', (head) => {
    expect(read(`${head}Nora Lind - Alive`, 'Blue Door Records')).toEqual(plain('Nora Lind', 'Alive'));
  });

  it.each([
    ['LSD - Audio (Official Video)', 'LSD', 'Audio'],
    ['RuPaul - Cover Girl', 'RuPaul', 'Cover Girl'],
    ['Lana Del Rey - Video Games', 'Lana Del Rey', 'Video Games'],
    ['Joni Mitchell - Woodstock', 'Joni Mitchell', 'Woodstock'],
    ['Prince - 1999', 'Prince', '1999'],
    ['Oasis - Live Forever (Official Video)', 'Oasis', 'Live Forever'],
    ['Artist - I <3 You (Official Video)', 'Artist', 'I <3 You'],
    ['Nora Lind - New', 'Nora Lind', 'New'],
    ['U2 - With Or Without You (Official Video)', 'U2', 'With Or Without You'],
    ['Nora Lind - Con Altura', 'Nora Lind', 'Con Altura'],
    ['The Clean | Tally Ho! | Official Video', 'The Clean', 'Tally Ho!'],
    ['Nora Lind - Session #52', 'Nora Lind', 'Session #52'],
    ['Nora Lind - Me @ the Zoo', 'Nora Lind', 'Me @ the Zoo'],
    ["Nora Lind 'Don't Stop' (Official Audio)", 'Nora Lind', "Don't Stop"],
  ])('%s is a song called so', (title, artist, name) => {
    expect(read(title, 'Blue Door Records')).toEqual(plain(artist, name));
  });
});

describe('signs between artist and title', () => {
  it.each([
    'Nora Lind-Salt Water',
    'Nora Lind—Salt Water',
    'Nora Lind -Salt Water',
    'Nora Lind .- Salt Water',
    'Nora Lind ー Salt Water',
    'Nora Lind: Salt Water',
    'Nora Lind:Salt Water',
    'Nora Lind ： Salt Water',
    'Nora Lind ｜ Salt Water',
    'Nora Lind|Salt Water',
    'Nora Lind • Salt Water • 2011',
    'Nora Lind · Salt Water',
    'Nora Lind ► Salt Water',
    'Nora Lind / Salt Water',
    'Nora Lind_Salt Water',
    'MV_Nora Lind_Salt Water',
    'Nora Lind「Salt WaterPV」',
    'Nora Lind／Salt Water',
    'Nora Lind ~ Salt Water',
    'Nora Lind, "Salt Water"',
    'Nora Lind „Salt Water“ [HD]',
    'Nora Lind «Salt Water»',
    '«Nora Lind» — «Salt Water»',
    'Nora Lind\'s "Salt Water"',
    'Nora Lind performing "Salt Water"',
    "Nora Lind 'Salt Water' Official MV",
    'Nora Lind『Salt Water』MUSIC VIDEO',
    '"Salt Water" - Nora Lind',
    'Salt Water by Nora Lind',
    'Salt Water (Official Audio) - Nora Lind',
    'Salt Water (from "The Pier") - Nora Lind',
  ])('%s', (title) => {
    expect(read(title, 'oldtapes77')).toEqual(plain('Nora Lind', 'Salt Water'));
  });

  it.each([
    ['Stand By Me', 'Ben E. King'],
    ['Killed by Death', 'Motörhead'],
    ['Blinded by the Light', 'Ida Holm'],
    ['Anti-Hero', 'Ida Holm'],
    ['The Half-Light', 'Ida Holm'],
  ])('%s is not taken apart', (title, channel) => {
    expect(read(title, channel)).toEqual(plain(channel, title));
  });

  it('parts hyphenated names at the hyphen behind several words', () => {
    expect(read('Jean-Michel Lind-Salt Water', 'oldtapes77')).toEqual(plain('Jean-Michel Lind', 'Salt Water'));
  });

  it('tells the artist of a hyphenated name by the channel', () => {
    expect(read('Anti-Flag-Turncoat', 'Anti-Flag')).toEqual(plain('Anti-Flag', 'Turncoat'));
  });
});

describe('the channel', () => {
  it.each([
    ['Salt Water - Nora Lind', 'Nora Lind'],
    ['Salt Water | Nora Lind | Official Video', 'Nora Lind Music'],
    ['波 / 海野', '海野'],
  ])('of the artist says which half is the song: %s', (title, channel) => {
    expect(read(title, channel).artist).toBe(title.split(/ [-|/] /)[1]);
  });

  it.each(['Blue Door Records', 'Lyrics Depot', 'Letras Latinas', 'Karaoke Hut', 'Тексты песен', '歌詞動画'])(
    '%s is no artist',
    (channel) => {
      expect(read('Nora Lind - Salt Water', channel).artist).toBe('Nora Lind');
      expect(read('Salt Water', channel).artist).toBeNull();
    },
  );

  it.each(['TV on the Radio', 'Radio Futura', 'Archive', 'Film School'])('%s is a band', (channel) => {
    expect(read('Salt Water', channel).artist).toBe(channel);
  });

  it('that is nobody’s shows the song in brackets', () => {
    expect(read('Nora Lind【Salt Water】Official Music Video', 'Blue Door Records')).toEqual(plain('Nora Lind', 'Salt Water'));
    expect(read('Nora Lind【Salt Water】-Official Music Video', 'Blue Door Records')).toEqual(plain('Nora Lind', 'Salt Water'));
    expect(read('【Nora Lind】Salt Water', 'Blue Door Records')).toEqual(plain('Nora Lind', 'Salt Water'));
  });

  it('of a label gives the names in two scripts, of which the first is read', () => {
    expect(read('海野 - 波 , Umino - Wave', '海野')).toEqual(plain('海野', '波'));
    expect(read('海野『波』MV (UMINO - Nami)', '海野')).toEqual(plain('海野', '波'));
  });

  it('of a series names what the song is for before it', () => {
    expect(read('TVアニメ『島の子』OP主題歌：海野「波」', 'アニメ公式')).toEqual(plain('海野', '波'));
    expect(read('TVアニメ「島の子」ノンクレジットオープニング｜海野「波」', 'アニメ公式')).toEqual(plain('海野', '波'));
  });

  it('stands behind a slash where it shows others', () => {
    expect(read('Nora Lind - Salt Water / THE HARBOUR', 'THE HARBOUR')).toEqual(plain('Nora Lind', 'Salt Water'));
  });

  it('shows a broadcast behind a slash', () => {
    expect(read('海野 - 波 / THE FIRST TAKE', 'THE FIRST TAKE')).toEqual({ artist: '海野', title: '波', kinds: ['live'] });
  });

  it('of releases keeps titles as they are, slashes inside brackets too', () => {
    expect(read('Salt Water (Live / Oslo, Norway / 1974)', 'Nora Lind - Topic')).toEqual({
      artist: 'Nora Lind',
      title: 'Salt Water',
      kinds: ['live'],
    });
    expect(read('Hymn / Salt Water', 'Nora Lind - Topic')).toEqual(plain('Nora Lind', 'Hymn / Salt Water'));
    expect(read('Official', 'Nora Lind - Topic')).toEqual(plain('Nora Lind', 'Official'));
  });
});

describe('versions in the words of uploaders', () => {
  it.each([
    ['Nora Lind - Salt Water【ライブ映像】', 'live'],
    ['Nora Lind - Salt Water (라이브)', 'live'],
    ['Nora Lind - Salt Water (концерт в Осло)', 'live'],
    ['Nora Lind - Salt Water (Glastonbury 2017)', 'live'],
    ['Nora Lind - Salt Water live @ Lowlands 2010', 'live'],
    ['Nora Lind - Salt Water - LIVE - Norway - Grand Final', 'live'],
    ['Nora Lind - Salt Water in the Live Lounge', 'live'],
    ['Nora Lind - Salt Water (караоке)', 'karaoke'],
    ['Nora Lind - Salt Water（カラオケ 歌詞付き）', 'karaoke'],
    ['Nora Lind - Salt Water (минус)', 'instrumental'],
    ['Nora Lind - Salt Water | 8D AUDIO', 'speed'],
    ['Nora Lind - Salt Water Remix [Official Video]', 'remix'],
    ['Nora Lind - Salt Water (1 HOUR LOOP)', 'extended'],
    ['Nora Lind - Salt Water slowed + reverb', 'speed'],
    ['Nora Lind - Salt Water KARAOKE', 'karaoke'],
    ['Nora Lind - Salt Water (Directo)', 'live'],
    ['Nora Lind - Salt Water | Live NRK', 'live'],
    ['Nora Lind - Salt Water | Los conciertos de Radio 3', 'live'],
    ['Nora Lind - Salt Water en live dans le Grand Studio', 'live'],
    ['Nora Lind "Salt Water" en session live dans Boomerang', 'live'],
    ['Nora Lind - Salt Water (Actuación en TVE)', 'live'],
    ['Nora Lind - Salt Water | Live at Paste Studio', 'live'],
    ['Nora Lind - Salt Water（アコースティックver.）', 'acoustic'],
    ['Nora Lind - Salt Water (From MTV Unplugged)', 'live'],
    ['Nora Lind "Salt Water" (Live, MTV Unplugged)', 'live'],
  ])('%s', (title, kind) => {
    const video = read(title, 'oldtapes77');
    expect({ artist: video.artist, title: video.title, kind: video.kinds[0] }).toEqual({ artist: 'Nora Lind', title: 'Salt Water', kind });
  });
});

describe('a cover', () => {
  it.each([
    ['Nude - Radiohead (cover)', 'Emma Stone', 'Nude'],
    ['Salt Water - Nora Lind cover', 'Emma Stone', 'Salt Water'],
    ['Salt Water (Nora Lind Cover)', 'Emma Stone', 'Salt Water'],
    ['Nora Lind - Salt Water [Piano Cover]', 'Emma Stone', 'Salt Water'],
    ['Nora Lind - Salt Water - Drum Cover', 'Emma Stone', 'Salt Water'],
    ['[COVER] You And Me - The Piers', 'Emma Stone', 'You And Me'],
    ['Cover: Salt Water', 'Emma Stone', 'Salt Water'],
    ["Emma Stone covers Nora Lind 'Salt Water' for a radio", 'tapes', 'Salt Water'],
    ['Salt Water (cover) - Emma Stone', 'Emma Stone', 'Salt Water'],
    ['Emma Stone - Salt Water (Nora Lind cover)', 'Emma Stone', 'Salt Water'],
    ['"Salt Water" - Nora Lind (cover by Emma Stone)', 'tapes', 'Salt Water'],
    ['Nora Lind - "Salt Water" Cover by Emma Stone', 'tapes', 'Salt Water'],
    ['Salt Water (Cover en español) - Emma Stone', 'Emma Stone', 'Salt Water'],
    ['波 / 海野 (Covered by Emma Stone)', 'tapes', '波'],
    ['波 / 海野 歌ってみた【Emma Stone】', 'tapes', '波'],
    ['波【歌ってみた】', 'Emma Stone', '波'],
    ['너의 모든 순간 - 성시경 (커버)', 'Emma Stone', '너의 모든 순간'],
    ['光年之外（翻唱：Emma Stone）', 'tapes', '光年之外'],
  ])('%s is by who plays it', (title, channel, name) => {
    const video = read(title, channel);
    expect({ artist: video.artist, title: video.title, kind: video.kinds[0] }).toEqual({
      artist: 'Emma Stone',
      title: name,
      kind: 'cover',
    });
  });

  it('is no picture of the sleeve', () => {
    expect(read('Nora Lind - Salt Water (Cover Audio)', 'tapes')).toEqual(plain('Nora Lind', 'Salt Water'));
  });
});

describe('a title of signs', () => {
  it.each(['❤️', '♫', '【】', '- - -', '"'])('%s stays what it is', (title) => {
    expect(parseVideoTitle(title).title).not.toBe('');
  });
});
