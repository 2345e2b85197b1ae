import { describe, expect, it } from '@jest/globals';
import { namesOf } from '@soulsync/contracts';
import { readPlaylistCsv } from './read-playlist-csv.js';

const read = (lines: readonly string[], name = 'list.csv') => readPlaylistCsv(lines.join('\n'), name);
const songs = async (...lines: readonly string[]) => {
  const { entries, problems } = await read(lines);
  expect(problems).toEqual([]);
  return entries.map(({ recording: { title, artists, release, durationMs } }) => [
    title,
    namesOf(artists),
    release?.title ?? null,
    durationMs,
  ]);
};

/** A duet of two artists, the first of whom has a comma in the name, as Exportify writes it. */
const exportifyRow =
  '"spotify:track:7k4t7uLgtOxPwTpFmtJNTY","Copper Rain","spotify:artist:1, spotify:artist:2","Larks\\, The, Ida Voss","spotify:album:3","Kitchen Songs","spotify:artist:1","Larks\\, The","2019-11-07","https://i/x","2","4","9500","","false","80","GBXYZ2600123","spotify:user:me","2023-01-02T03:04:05Z"';
const copperRain = {
  title: 'Copper Rain',
  artists: [
    { name: 'Larks, The', ids: ['spotify:artist:1'] },
    { name: 'Ida Voss', ids: ['spotify:artist:2'] },
  ],
  durationMs: 9_500,
  isrc: 'GBXYZ2600123',
  sourceUris: ['spotify:track:7k4t7uLgtOxPwTpFmtJNTY'],
  explicit: false,
  release: {
    title: 'Kitchen Songs',
    artists: [{ name: 'Larks, The', ids: ['spotify:artist:1'] }],
    date: '2019-11-07',
    discNumber: 2,
    trackNumber: 4,
  },
};

/** Its header in each language that it has. */
const exportifyHeaders: Readonly<Record<string, string>> = {
  English: 'Track URI,Track Name,Artist URI(s),Artist Name(s),Album URI,Album Name,Album Artist URI(s),Album Artist Name(s),Album Release Date,Album Image URL,Disc Number,Track Number,Track Duration (ms),Track Preview URL,Explicit,Popularity,ISRC,Added By,Added At', // prettier-ignore
  German: 'Track-URI,Track-Name,Künstler-URI(s),Künstlername(n),Album-URI,Album-Name,Album-Künstler-URI(s),Album-Künstlername(n),Veröffentlichungsdatum des Albums,Album-Bild-URL,Disc-Nummer,Track-Nummer,Track-Dauer (ms),Track-Vorschau-URL,Explizit,Beliebtheit,ISRC,Hinzugefügt von,Hinzugefügt am', // prettier-ignore
  French: "URI du titre,Nom du titre,URI(s) de l'artiste,Nom(s) de l'artiste,URI de l'album,Nom de l'album,URI(s) de l'artiste de l'album,Nom(s) de l'artiste de l'album,Date de sortie de l'album,URL de l'image de l'album,Numéro de disque,Numéro du titre,Durée du titre (ms),URL de prévisualisation du titre,Explicite,Popularité,ISRC,Ajouté par,Ajouté le", // prettier-ignore
  Spanish: 'URI de la canción,Nombre de la canción,URI(s) del artista,Nombre(s) del artista,URI del álbum,Nombre del álbum,URI(s) del artista del álbum,Nombre(s) del artista del álbum,Fecha de lanzamiento del álbum,URL de la imagen del álbum,Número de disco,Número de la canción,Duración de la canción (ms),URL de vista previa de la canción,Explícito,Popularidad,ISRC,Añadido por,Añadido en', // prettier-ignore
  Italian: "URI della traccia,Nome della traccia,URI dell'artista,Nome dell'artista,URI dell'album,Nome dell'album,URI dell'artista dell'album,Nome dell'artista dell'album,Data di rilascio dell'album,URL dell'immagine dell'album,Numero del disco,Numero della traccia,Durata della traccia (ms),URL di anteprima della traccia,Esplicito,Popolarità,ISRC,Aggiunto da,Aggiunto il", // prettier-ignore
  Portuguese: 'URI da faixa,Nome da faixa,URI(s) do artista,Nome(s) do artista,URI do álbum,Nome do álbum,URI(s) do artista do álbum,Nome(s) do artista do álbum,Data de lançamento do álbum,URL da imagem do álbum,Número do disco,Número da faixa,Duração da faixa (ms),URL de prévia da faixa,Explícita,Popularidade,ISRC,Adicionado por,Adicionado em', // prettier-ignore
  Dutch: 'Nummer URI,Nummernaam,Artiest-URI,Naam van artiest,Album-URI,Naam van album,Artiest-URI van het album,Naam van artiest op het album,Releasedatum van het album,Album afbeelding-URL,Schijfnummer,Nummernummer,Nummerduur (ms),Voorbeeld-URL,Expliciet,Populariteit,ISRC,Toegevoegd door,Toegevoegd op', // prettier-ignore
  Swedish: 'Låtens URI,Låtens namn,Artistens URI,Artistens namn,Albumets URI,Albumets namn,Albumartistens URI,Albumartistens namn,Albumets releasedatum,Albumets bild-URL,Skivnummer,Låtnummer,Låtlängd (ms),Förhandsgranskning URL,Explicit,Popularitet,ISRC,Tillagd av,Tillagd vid', // prettier-ignore
  Turkish: "Parça URI,Parça Adı,Sanatçı URI,Sanatçı Adı,Albüm URI,Albüm Adı,Albümdeki Sanatçı URI,Albümdeki Sanatçı Adı,Albüm Çıkış Tarihi,Albüm Resim URL'si,Disk Numarası,Parça Numarası,Parça Süresi (ms),Parça Önizleme URL'si,Açık İçerik,Popülerlik,ISRC,Ekleyen,Eklenme Tarihi", // prettier-ignore
  Greek: 'URI κομματιού,Όνομα κομματιού,URI καλλιτέχνη/ων,Όνομα/τα καλλιτέχνη,URI άλμπουμ,Όνομα άλμπουμ,URI καλλιτέχνη/ων άλμπουμ,Όνομα/τα καλλιτέχνη άλμπουμ,Ημερομηνία κυκλοφορίας άλμπουμ,URL εικόνας άλμπουμ,Αριθμός δίσκου,Αριθμός κομματιού,Διάρκεια κομματιού (ms),URL προεπισκόπησης κομματιού,Ακατάλληλο,Δημοτικότητα,ISRC,Προστέθηκε από,Προστέθηκε στις', // prettier-ignore
  Arabic: 'رابط الأغنية (URI),اسم الأغنية,روابط الفنانين (URI),أسماء الفنانين,رابط الألبوم (URI),اسم الألبوم,روابط فناني الألبوم (URI),أسماء فناني الألبوم,تاريخ إصدار الألبوم,رابط صورة الألبوم,رقم القرص,رقم الأغنية,مدة الأغنية (بالمللي ثانية),رابط معاينة الأغنية,صريح,الشعبية,ISRC,أضيف بواسطة,أضيف في', // prettier-ignore
  Japanese: 'トラックURI,トラック名,アーティストURI,アーティスト名,アルバムURI,アルバム名,アルバムアーティストURI,アルバムアーティスト名,アルバム発売日,アルバム画像URL,ディスク番号,トラック番号,トラックの長さ（ミリ秒）,トラックプレビューURL,明示的な内容,人気度,ISRC,追加者,追加日時', // prettier-ignore
  'simplified Chinese': '曲目 URI,曲目名称,艺人 URI,艺人名称,专辑 URI,专辑名称,专辑艺人 URI,专辑艺人名称,专辑发行日期,专辑封面 URL,光盘编号,曲目编号,曲目时长（毫秒）,曲目试听 URL,含露骨内容,热度,ISRC,添加者,添加时间', // prettier-ignore
  'traditional Chinese': '曲目 URI,曲目名稱,藝人 URI,藝人名稱,專輯 URI,專輯名稱,專輯藝人 URI,專輯藝人名稱,專輯發行日期,專輯封面 URL,光碟編號,曲目編號,曲目長度（毫秒）,曲目試聽 URL,含露骨內容,熱門度,ISRC,新增者,新增時間', // prettier-ignore
  Cantonese: '歌 Link,歌名,Artist Link,Artist 名,專輯 Link,專輯名,專輯 Artist Link,專輯 Artist 名,專輯發行日,專輯封面條 Link,碟片冧把,曲目冧把,曲目時長（毫秒）,曲目試聽 Link,家長指引,熱門度,ISRC,加入者,加入時間', // prettier-ignore
  'a language it has not yet (ms)': Array.from({ length: 19 }, (_, n) => (n === 12 ? 'Xyz (ms)' : `Xyz ${n}`)).join(','),
};

describe('an Exportify list', () => {
  it.each(Object.entries(exportifyHeaders))('in %s is read by its columns', async (_, header) => {
    const { entries, problems } = await read([header, exportifyRow]);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([{ recording: copperRain, addedAt: '2023-01-02T03:04:05.000Z' }]);
  });

  it('whose columns were put in another order is read by their names', async () => {
    expect(await songs('Künstlername(n),Track-Dauer (ms),Track-Name', '"Larks\\, The, Ida Voss",200000,Copper Rain')).toEqual([
      ['Copper Rain', ['Larks, The', 'Ida Voss'], null, 200_000],
    ]);
  });

  it('has as many artists as addresses, also where an earlier version wrote a comma as it is', async () => {
    const row = exportifyRow
      .replace('spotify:artist:1, spotify:artist:2', 'spotify:artist:1')
      .replace('Larks\\, The, Ida Voss', 'Larks, The');
    const [entry] = (await read([exportifyHeaders.English ?? '', row])).entries;
    expect(entry?.recording.artists).toEqual([{ name: 'Larks, The', ids: ['spotify:artist:1'] }]);
  });

  it('of the other Exportify parts artists at semicolons, formerly at commas without a blank', async () => {
    const header = 'Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity';
    const row = (artists: string) => `spotify:track:7k4t7uLgtOxPwTpFmtJNTY,One,Two,"${artists}",2020,200000,1`;
    expect(
      (await songs(header, row('Larks, The;Ida Voss'), row('Larks, The,Ida Voss'), row('Larks, The'), row('20,000 Lanterns'))).map(
        ([, artists]) => artists,
      ),
    ).toEqual([['Larks, The', 'Ida Voss'], ['Larks, The', 'Ida Voss'], ['Larks, The'], ['20,000 Lanterns']]);
  });
});

describe('a cell with a comma of an exporter that parts no artists', () => {
  it.each([
    ['Soundiiz', 'title;artist;album;isrc;addedDate;addedBy;duration;url', 'One;Larks, The;Two;;;;180s;'],
    ['TuneMyMusic', 'Track name,Artist name,Album,Playlist name,Type,ISRC', 'One,"Larks, The",Two,Night,Playlist,'],
    ['Roon', 'title;artist;album;isrc', 'One;Larks, The;Two;'],
    ['iTunes', 'Name\tArtist\tComposer\tAlbum\tTime', 'One\tLarks, The\t\tTwo\t180'],
    ['a table by hand', 'Song|Artists|Album', 'One|Larks, The|Two'],
  ])('as %s writes it is one artist', async (_, header, row) => {
    expect((await songs(header, row)).map(([, artists]) => artists)).toEqual([['Larks, The']]);
  });
});

describe('what other programs write', () => {
  it('Takeout: an artist a column, and the video it is', async () => {
    const { entries } = await read([
      'ID vidéo,Song Title,Album Title,Artist Name 1,Artist Name 2,Artist Name 3',
      'abcdefghijk,Under the Pier,Hot Sand,Larks,"Voss, Ida",',
    ]);
    expect(entries[0]?.recording).toMatchObject({
      title: 'Under the Pier',
      artists: [{ name: 'Larks' }, { name: 'Voss, Ida' }],
      release: { title: 'Hot Sand' },
      sourceUris: ['https://www.youtube.com/watch?v=abcdefghijk'],
    });
  });

  it('Shazam: a line above the header', async () => {
    expect(
      await songs(
        'Shazam Library',
        'Index,TagTime,Title,Artist,URL,TrackKey',
        '1,2022-02-27,"In the Pier (Live)","Ida Voss",https://www.shazam.com/track/6,6',
      ),
    ).toEqual([['In the Pier (Live)', ['Ida Voss'], null, null]]);
  });

  it('Excel: the line that names the separator, and lines of a title above', async () => {
    expect(await songs('sep=;', 'Track Name;Artist Name;Duration', 'Home;The Larks;3:20')).toEqual([
      ['Home', ['The Larks'], null, 200_000],
    ]);
    expect(await songs('"sep=^"', 'Titel^Interpret^Dauer', 'Home^The Larks^3:20')).toEqual([['Home', ['The Larks'], null, 200_000]]);
    expect(await songs('My 7" singles', 'Title;Artist', 'Home;The Larks')).toEqual([['Home', ['The Larks'], null, null]]);
    expect(await songs('My songs;;', '"2026; spring";;', '', 'Title;Artist;Album', 'Home;The Larks;Letters')).toEqual([
      ['Home', ['The Larks'], 'Letters', null],
    ]);
  });

  it('iTunes: tabs, and quotation marks as they are', async () => {
    expect(
      await songs(
        'Name\tArtist\tComposer\tAlbum\tGrouping\tTime\tYear',
        '7" Mix\t"Odd Al" Voss\t\t"Letters"\t\t208\t2004',
        '"Pier"\tLarks\t\t\t\t100\t',
      ),
    ).toEqual([
      ['7" Mix', ['"Odd Al" Voss'], 'Letters', 208_000],
      ['Pier', ['Larks'], null, 100_000],
    ]);
  });

  it.each([
    ['German', 'Titel;Interpret;Album;Dauer'],
    ['French', 'Titre;Artiste;Album;Durée'],
    ['Spanish', 'Título;Artista;Álbum;Duración'],
    ['Russian', 'Название;Исполнитель;Альбом;Длительность'],
    ['Japanese', '曲名;アーティスト;アルバム;時間'],
    ['Dutch', 'Naam;Artiest;Album;Tijd'],
    ['Polish', 'Tytuł;Wykonawca;Album;Czas trwania'],
    ['Turkish', 'Şarkı Adı;Sanatçı;Albüm;Süre'],
    ['Ukrainian', 'Назва;Виконавець;Альбом;Тривалість'],
    ['Korean', '제목;아티스트;앨범;시간'],
    ['Chinese', '歌曲;歌手;专辑;时长'],
    ['English, underlined', 'track_title;ARTIST NAME;Album-Title;Track Length'],
  ])('people: a header in %s', async (_, header) => {
    expect(await songs(header, 'Home;The Larks;Letters;3:20')).toEqual([['Home', ['The Larks'], 'Letters', 200_000]]);
  });

  it('what comes from a web page: its signs are not HTML', async () => {
    expect(await songs('Title,Artist', 'Don&#39;t &amp; Won&#39;t,&quot;Odd&quot; Al')).toEqual([
      ["Don't & Won't", ['"Odd" Al'], null, null],
    ]);
  });

  it('Roon: the artist of the release where the track has no other', async () => {
    const header = 'Album Artist,Album,Disc#,Track#,Title,Track Artist(s)';
    expect(
      await songs(header, 'Old Ferry,Letters,1,1,Home,', 'Various Artists,Hits,1,1,Pier,Ida', 'Various Artists,Hits,1,2,Rain,'),
    ).toEqual([
      ['Home', ['Old Ferry'], 'Letters', null],
      ['Pier', ['Ida'], 'Hits', null],
      ['Rain', [], 'Hits', null],
    ]);
  });

  it('an archive or a spreadsheet is refused with what to do', async () => {
    await expect(readPlaylistCsv(Buffer.from('PK\x03\x04rest'), 'spotify_playlists.zip')).rejects.toThrow('unpack the archive');
  });

  it('several columns of artists', async () => {
    expect(await songs('Title;Artist 1;Artist 2', 'Home;Larks;Ida')).toEqual([['Home', ['Larks', 'Ida'], null, null]]);
  });

  it('a table of Markdown', async () => {
    expect(await songs('| Title | Artist |', '|---|:--|', '| Home | The Larks |')).toEqual([['Home', ['The Larks'], null, null]]);
  });
});

describe('a list of videos', () => {
  const header = 'Track name,Artist name,Album,Playlist name,Type,ISRC';

  it('has artist and title in one cell, taken apart without losing the version', async () => {
    expect(
      await songs(
        header,
        'Old Ferry - Signal Fires (Official Video),,,Liked videos,Favorite,',
        'Ida Voss - Copper Rain (Live in Oslo),,,Liked videos,Favorite,',
        'Plain Song,,,Liked videos,Favorite,',
        'Blue Pier - 2011 Remaster,,,Liked videos,Favorite,',
        ',,,Liked videos,Favorite,',
      ),
    ).toEqual([
      ['Signal Fires', ['Old Ferry'], null, null],
      ['Copper Rain (Live in Oslo)', ['Ida Voss'], null, null],
      ['Plain Song', [], null, null],
      ['Blue Pier - 2011 Remaster', [], null, null],
    ]);
  });

  it('has the channel or the artist of both cells once', async () => {
    expect(
      await songs(
        header,
        'Old Ferry - Signal Fires (Official Video),OldFerryVEVO,,Liked videos,Favorite,',
        'Copper Rain,Ida Voss - Topic,,Liked videos,Favorite,',
        'Ida Voss - Home,Ida Voss,,Liked videos,Favorite,',
        'Blue Pier - 2011 Remaster,Blue Pier,,Liked videos,Favorite,',
        'Ida Voss - Home,Another,,Liked videos,Favorite,',
        'Pier - Ida,Pier,Pier,Liked videos,Favorite,',
      ),
    ).toEqual([
      ['Signal Fires', ['Old Ferry'], null, null],
      ['Copper Rain', ['Ida Voss'], null, null],
      ['Home', ['Ida Voss'], null, null],
      ['Blue Pier - 2011 Remaster', ['Blue Pier'], null, null],
      ['Ida Voss - Home', ['Another'], null, null],
      ['Pier - Ida', ['Pier'], 'Pier', null],
    ]);
  });

  it('is read with its channel where it has that', async () => {
    expect(await songs('Title,Channel,Duration', 'Signal Fires,Old Ferry - Topic,PT3M20S')).toEqual([
      ['Signal Fires', ['Old Ferry'], null, 200_000],
    ]);
  });
});

describe('a list that holds more than songs of one playlist', () => {
  const header = 'Track name,Artist name,Album,Playlist name,Type,ISRC';

  it('names its playlists', async () => {
    const { entries, problems } = await read([
      header,
      'Home,Larks,,Night drive,Playlist,',
      'Pier,Larks,,Sunday,Playlist,',
      'Rain,Ida,,Sunday,Playlist,',
    ]);
    expect(entries.map(({ list }) => list)).toEqual(['Night drive', 'Sunday', 'Sunday']);
    expect(problems).toEqual([
      {
        ...{
          file: 'list.csv',
          line: 1,
          column: 'Playlist name',
          code: 'several-lists',
          params: { names: ['Night drive', 'Sunday'], count: 2 },
        },
        message: 'This file holds 2 playlists: “Night drive”, “Sunday”.',
      },
    ]);
  });

  it('leaves its albums and artists out, and says so', async () => {
    const { entries, problems } = await read([
      header,
      'Home,Larks,,Liked,Favorite,',
      ',Larks,Letters,Albums,Album,',
      ',Larks,,Artists,Artist,',
    ]);
    expect(entries).toHaveLength(1);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [3, 'not-a-song'],
      [4, 'not-a-song'],
    ]);
  });
});

describe('a cell with a length', () => {
  it.each([
    ['3:20', 200_000],
    ['0:03:20', 200_000],
    ['03:20.5', 200_500],
    ['200', 200_000],
    ['200s', 200_000],
    ['200,5', 200_500],
    ['200000', 200_000],
    ['PT3M20S', 200_000],
    ['3 min 20 s', 200_000],
    ['3m20s', 200_000],
    ['0', null],
    ['--:--', null],
    ['N/A', null],
  ])('%s is read in whatever form', async (cell, durationMs) => {
    const { entries, problems } = await read(['title;artist;duration', `One;Larks;"${cell}"`]);
    expect([entries[0]?.recording.durationMs, problems]).toEqual([durationMs, []]);
  });
});

describe('a cell with ISRCs', () => {
  it.each([
    ['usir19390103;usep41718099', ['USIR19390103', 'USEP41718099']],
    ['USIR19390103, USEP41718099 / USIR19390103', ['USIR19390103', 'USEP41718099']],
    ['US-IR1-93-90103 | US EP4 17 18099', ['USIR19390103', 'USEP41718099']],
    ['USIR19390103 USEP41718099', ['USIR19390103', 'USEP41718099']],
    ['ISRC: USIR19390103', ['USIR19390103']],
    ['1.93E+11;n/a', []],
  ])('%s counts each', async (cell, codes) => {
    const { entries } = await read(['title;artist;isrc', `One;Larks;"${cell}"`]);
    const { isrc, otherIsrcs = [] } = entries[0]?.recording ?? {};
    expect([isrc, ...otherIsrcs].filter((code) => code !== null)).toEqual(codes);
  });
});

describe("a file of one's own on a Spotify list", () => {
  it('is read from its address where the list names no title', async () => {
    const { entries } = await read(['Track URI,Track Name,Artist Name(s)', 'spotify:local:Lyn+Voss::Live+Mash%C3%BCp:200,,']);
    expect(entries.map(({ recording: { title, artists } }) => [title, namesOf(artists)])).toEqual([['Live Mashüp', ['Lyn Voss']]]);
  });
});

describe('what Spotify sends of an account', () => {
  const track = {
    trackName: 'Harbour Lights',
    artistName: 'Larks, The',
    albumName: 'Low Water',
    trackUri: 'spotify:track:0TrackExampleAAAAAAAA1',
  };

  it('is read with its playlists', async () => {
    const playlists = [
      {
        name: 'Night drive',
        items: [
          { track, episode: null, localTrack: null, addedDate: '2026-09-30' },
          { track: null, episode: { episodeName: 'News' } },
        ],
      },
      { name: 'Sunday', items: [{ track: null, localTrack: { uri: 'spotify:local:Ida::Pier:180' } }, {}] },
    ];
    const { name, entries, problems } = await readPlaylistCsv(Buffer.from(JSON.stringify({ playlists })), 'Playlist1.json');
    expect(name).toBe('Playlist1');
    expect(entries).toMatchObject([
      {
        list: 'Night drive',
        addedAt: '2026-09-30T00:00:00.000Z',
        recording: {
          title: 'Harbour Lights',
          artists: [{ name: 'Larks, The' }],
          release: { title: 'Low Water' },
          sourceUris: [track.trackUri],
        },
      },
      { list: 'Sunday', recording: { title: 'Pier', artists: [{ name: 'Ida' }], durationMs: null } },
    ]);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['several-lists', 1],
      ['not-a-song', 2],
    ]);
  });

  it('is read as a library', async () => {
    const { entries } = await readPlaylistCsv(
      JSON.stringify({ tracks: [{ artist: 'Ida', album: 'Pier', track: 'Rain', uri: 'x' }], albums: [] }),
      'YourLibrary.json',
    );
    expect(entries).toMatchObject([{ list: null, recording: { title: 'Rain', artists: [{ name: 'Ida' }], release: { title: 'Pier' } } }]);
  });

  it.each([
    ['{"playlists": [', 'begins as JSON and is none'],
    ['{"items": []}', 'it has no playlists and no tracks'],
    ['{"tracks": "none", "playlists": null}', 'it has no playlists and no tracks'],
  ])('is refused in words where it is something else: %s', async (text, words) => {
    await expect(readPlaylistCsv(text, 'x.json')).rejects.toThrow(words);
  });
});
