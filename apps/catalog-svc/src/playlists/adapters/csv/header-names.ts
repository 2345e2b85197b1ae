import { exportifyNames } from './exportify-headers.js';
import type { Field } from './list-fields.js';

/** What exporters and people call a column, the most telling name first: English, then the languages of the stores, of iTunes and of Excel. */
const usualNames: Readonly<Record<Field, string>> = {
  title: `track name, track title, song title, song name, track, title, song, name, video title, titel, songtitel, titre, título, titolo, titolo brano,
    nom, nombre, nome, canción, brano, música, faixa, naam, nummer, namn, navn, nimi, låt, låttitel, tytuł, nazwa, utwór, název, skladba, cím, név,
    ad, şarkı, şarkı adı, parça, nume, judul, judul lagu, tên bài hát, название, композиция, песня, трек, назва, назва пісні, пісня,
    τίτλος, τραγούδι, όνομα, タイトル, 曲名, 曲, 名前, トラック名, 楽曲名, 제목, 곡명, 곡, 노래, 이름, 歌曲, 歌名, 标题, 標題, 名称, 名稱, العنوان, الأغنية, שם, שיר, เพลง, ชื่อเพลง`,
  artists: `artist names, artist name, artists, artist, track artists, track artist, performer, singer, artist name 1, künstler, interpret, interpreten,
    artiste, artistes, interprète, artista, artistas, intérprete, artisti, interprete, artiest, artiesten, kunstner, artister, esittäjä, wykonawca, artysta,
    umělec, előadó, sanatçı, artis, penyanyi, nghệ sĩ, ca sĩ, исполнитель, артист, виконавець, καλλιτέχνης, アーティスト, アーティスト名, 歌手, 아티스트, 가수,
    艺人, 藝人, 艺术家, 演出者, الفنان, אמן, ศิลปิน`,
  artistUris: 'artist uris, artist uri, artist ids',
  channel: 'channel, channel name, channel title, video owner channel title, uploader',
  album: `album name, album title, album, álbum, albumtitel, albumi, albüm, albüm adı, альбом, άλμπουμ, アルバム, アルバム名, 앨범, 专辑, 專輯, الألبوم, אלבום, อัลบั้ม`,
  albumUri: 'album uri',
  albumArtists: 'album artist names, album artist name, album artists, album artist, albumkünstler, albuminterpret',
  albumArtistUris: 'album artist uris, album artist uri',
  durationMs: `track duration ms, duration ms, duration, duration seconds, length, track length, time, total time, dauer, länge, durée, duración, duração,
    durata, tijdsduur, duur, tijd, längd, tid, aika, kesto, czas, czas trwania, délka, čas, hossz, idő, süre, durasi, thời lượng, длительность,
    продолжительность, время, тривалість, διάρκεια, χρόνος, 時間, 長さ, 再生時間, 시간, 길이, 时长, 時長, 时间, המשך, ความยาว`,
  isrc: 'isrc, isrcs, isrc code',
  uri: 'track uri, spotify uri, spotify track id, spotify id, uri, track url, song url, video url, url, link',
  videoId: 'video id, media id',
  trackNumber: 'track number, titelnummer',
  discNumber: 'disc number, cd-nummer',
  releaseDate: 'album release date, release date, year, jahr, année, año, ano, anno, год',
  coverUrl: 'album image url',
  explicit: 'explicit',
  genres: 'artist genres, genres, genre',
  addedAt: 'added at, added date, date added, tag time',
  list: 'playlist name, playlist',
  kind: 'type',
};

export const fields = Object.keys(usualNames) as Field[]; // the keys of a Record<Field, …>

/** Headers are the same whatever their case, their blanks and their brackets. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFC')
    .toLowerCase()
    .replace(/[()（）?\-_.:*\s\ufeff]/g, '');

const namesOfField = new Map(
  fields.map((field) => [field, [...new Set([...usualNames[field].split(','), ...exportifyNames(field)].map(foldHeader))]]),
);

/** Where a column stands among these folded headers; the most telling of its names wins, null: it is not there. */
export function placeOf(field: Field, folded: readonly string[]): number | null {
  const place = namesOfField.get(field)?.map((name) => folded.indexOf(name)).find((found) => found >= 0); // prettier-ignore
  return place ?? null;
}
