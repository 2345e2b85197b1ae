import type { Field } from './list-fields.js';

/** The columns of an Exportify list (watsonbox) by their place; others may follow. Behind the ISRC the places differ by version. */
export const exportifyPlaces = {
  uri: 0,
  title: 1,
  artistUris: 2,
  artists: 3,
  albumUri: 4,
  album: 5,
  albumArtistUris: 6,
  albumArtists: 7,
  releaseDate: 8,
  coverUrl: 9,
  discNumber: 10,
  trackNumber: 11,
  durationMs: 12,
  explicit: 14,
  isrc: 16,
} as const satisfies Partial<Record<Field, number>>;

type Named = Exclude<keyof typeof exportifyPlaces, 'isrc'> | 'genres' | 'addedAt';

const order: readonly Named[] = [
  ...['uri', 'title', 'artistUris', 'artists', 'albumUri', 'album', 'albumArtistUris', 'albumArtists'],
  ...['releaseDate', 'coverUrl', 'discNumber', 'trackNumber', 'durationMs', 'explicit', 'genres', 'addedAt'],
] as Named[]; // the names of the type, in the order of the rows below

/** Exportify's own translations of its headers (their state of October 2026), in the order above; English is among the usual names. */
const translations: readonly (readonly string[])[] = [
  // German
  ['Track-URI', 'Track-Name', 'Künstler-URI(s)', 'Künstlername(n)', 'Album-URI', 'Album-Name', 'Album-Künstler-URI(s)', 'Album-Künstlername(n)', 'Veröffentlichungsdatum des Albums', 'Album-Bild-URL', 'Disc-Nummer', 'Track-Nummer', 'Track-Dauer (ms)', 'Explizit', 'Künstler-Genres', 'Hinzugefügt am'], // prettier-ignore
  // French
  ['URI du titre', 'Nom du titre', "URI(s) de l'artiste", "Nom(s) de l'artiste", "URI de l'album", "Nom de l'album", "URI(s) de l'artiste de l'album", "Nom(s) de l'artiste de l'album", "Date de sortie de l'album", "URL de l'image de l'album", 'Numéro de disque', 'Numéro du titre', 'Durée du titre (ms)', 'Explicite', "Genres de l'artiste", 'Ajouté le'], // prettier-ignore
  // Spanish
  ['URI de la canción', 'Nombre de la canción', 'URI(s) del artista', 'Nombre(s) del artista', 'URI del álbum', 'Nombre del álbum', 'URI(s) del artista del álbum', 'Nombre(s) del artista del álbum', 'Fecha de lanzamiento del álbum', 'URL de la imagen del álbum', 'Número de disco', 'Número de la canción', 'Duración de la canción (ms)', 'Explícito', 'Géneros del artista', 'Añadido en'], // prettier-ignore
  // Italian
  ['URI della traccia', 'Nome della traccia', "URI dell'artista", "Nome dell'artista", "URI dell'album", "Nome dell'album", "URI dell'artista dell'album", "Nome dell'artista dell'album", "Data di rilascio dell'album", "URL dell'immagine dell'album", 'Numero del disco', 'Numero della traccia', 'Durata della traccia (ms)', 'Esplicito', "Generi dell'artista", 'Aggiunto il'], // prettier-ignore
  // Portuguese
  ['URI da faixa', 'Nome da faixa', 'URI(s) do artista', 'Nome(s) do artista', 'URI do álbum', 'Nome do álbum', 'URI(s) do artista do álbum', 'Nome(s) do artista do álbum', 'Data de lançamento do álbum', 'URL da imagem do álbum', 'Número do disco', 'Número da faixa', 'Duração da faixa (ms)', 'Explícita', 'Gêneros do artista', 'Adicionado em'], // prettier-ignore
  // Dutch
  ['Nummer URI', 'Nummernaam', 'Artiest-URI', 'Naam van artiest', 'Album-URI', 'Naam van album', 'Artiest-URI van het album', 'Naam van artiest op het album', 'Releasedatum van het album', 'Album afbeelding-URL', 'Schijfnummer', 'Nummernummer', 'Nummerduur (ms)', 'Expliciet', 'Genres van de artiest', 'Toegevoegd op'], // prettier-ignore
  // Swedish
  ['Låtens URI', 'Låtens namn', 'Artistens URI', 'Artistens namn', 'Albumets URI', 'Albumets namn', 'Albumartistens URI', 'Albumartistens namn', 'Albumets releasedatum', 'Albumets bild-URL', 'Skivnummer', 'Låtnummer', 'Låtlängd (ms)', 'Explicit', 'Artistens genrer', 'Tillagd vid'], // prettier-ignore
  // Turkish
  ['Parça URI', 'Parça Adı', 'Sanatçı URI', 'Sanatçı Adı', 'Albüm URI', 'Albüm Adı', 'Albümdeki Sanatçı URI', 'Albümdeki Sanatçı Adı', 'Albüm Çıkış Tarihi', "Albüm Resim URL'si", 'Disk Numarası', 'Parça Numarası', 'Parça Süresi (ms)', 'Açık İçerik', 'Sanatçı Türleri', 'Eklenme Tarihi'], // prettier-ignore
  // Greek
  ['URI κομματιού', 'Όνομα κομματιού', 'URI καλλιτέχνη/ων', 'Όνομα/τα καλλιτέχνη', 'URI άλμπουμ', 'Όνομα άλμπουμ', 'URI καλλιτέχνη/ων άλμπουμ', 'Όνομα/τα καλλιτέχνη άλμπουμ', 'Ημερομηνία κυκλοφορίας άλμπουμ', 'URL εικόνας άλμπουμ', 'Αριθμός δίσκου', 'Αριθμός κομματιού', 'Διάρκεια κομματιού (ms)', 'Ακατάλληλο', 'Είδη καλλιτέχνη', 'Προστέθηκε στις'], // prettier-ignore
  // Arabic
  ['رابط الأغنية (URI)', 'اسم الأغنية', 'روابط الفنانين (URI)', 'أسماء الفنانين', 'رابط الألبوم (URI)', 'اسم الألبوم', 'روابط فناني الألبوم (URI)', 'أسماء فناني الألبوم', 'تاريخ إصدار الألبوم', 'رابط صورة الألبوم', 'رقم القرص', 'رقم الأغنية', 'مدة الأغنية (بالمللي ثانية)', 'صريح', 'أنواع الفنان', 'أضيف في'], // prettier-ignore
  // Japanese
  ['トラックURI', 'トラック名', 'アーティストURI', 'アーティスト名', 'アルバムURI', 'アルバム名', 'アルバムアーティストURI', 'アルバムアーティスト名', 'アルバム発売日', 'アルバム画像URL', 'ディスク番号', 'トラック番号', 'トラックの長さ（ミリ秒）', '明示的な内容', 'アーティストジャンル', '追加日時'], // prettier-ignore
  // Chinese, simplified
  ['曲目 URI', '曲目名称', '艺人 URI', '艺人名称', '专辑 URI', '专辑名称', '专辑艺人 URI', '专辑艺人名称', '专辑发行日期', '专辑封面 URL', '光盘编号', '曲目编号', '曲目时长（毫秒）', '含露骨内容', '艺人流派', '添加时间'], // prettier-ignore
  // Chinese, traditional
  ['曲目 URI', '曲目名稱', '藝人 URI', '藝人名稱', '專輯 URI', '專輯名稱', '專輯藝人 URI', '專輯藝人名稱', '專輯發行日期', '專輯封面 URL', '光碟編號', '曲目編號', '曲目長度（毫秒）', '含露骨內容', '藝人曲風', '新增時間'], // prettier-ignore
  // Cantonese
  ['歌 Link', '歌名', 'Artist Link', 'Artist 名', '專輯 Link', '專輯名', '專輯 Artist Link', '專輯 Artist 名', '專輯發行日', '專輯封面條 Link', '碟片冧把', '曲目冧把', '曲目時長（毫秒）', '家長指引', '藝人曲風', '加入時間'], // prettier-ignore
];

/** What a column is called in each of these languages. */
export const exportifyNames = (field: Field): readonly string[] => {
  const place = (order as readonly Field[]).indexOf(field);
  return place < 0 ? [] : translations.map((names) => names[place] ?? '');
};
