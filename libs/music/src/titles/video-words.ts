import { foldText } from '../normalise/fold-text.js';

const folded = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(/\s+/)).flatMap((word) => [word, foldText(word)]));

/** Words that say what a video is, by language; a remark has to hold one of them. Written as people write them, compared folded. */
export const coreWords = folded(
  'official offical officially unofficial video videos videoclip clip clips audio lyric lyrics lyrical visualizer visualiser visual visuals',
  'mv pv amv hd hq uhd fhd hdtv 2k 4k 8k full stream streaming teaser trailer snippet premiere premieres exclusive new explicit clean censored',
  'uncensored sub subs subbed subtitled subtitles translation translated choreography practice film mpeg mov mp4 mp3 avi flac wav vr fanmade',
  'promo quality atmos dolby restored upscaled lossless remastered-video dvd dvdrip vhs romaji romanized hangul coded vietsub terjemahan',
  'oficial oficiales estreno letra letras subtitulado subtitulada subtitulos traducida traducido traduccion traducciones inedito inedita',
  'nuevo nueva adelanto exclusivo exclusiva calidad',
  'clipe videoclipe webclipe legendado legendada legenda legendas tradução lançamento estreia novo nova qualidade',
  'officiel officielle officiels paroles exclu exclusif exclusivité traduction nouveau nouveauté vostfr titré titrée titres extrait qualité',
  'offizielles offizieller offizielle offiziell musikvideo musikvideos originalvideo videopremiere text songtext songtexte liedtext übersetzung',
  'übersetzt untertitel qualität hörprobe neu',
  'ufficiale testo testi traduzione sottotitoli sottotitolato anteprima nuovo nuova qualità',
  'официальный официальное официальная клип видео видеоклип аудио премьера текст слова перевод переводом субтитры сниппет тизер трейлер лирик',
  "новинка новый новая офіційне офіційний офіційна відео відеокліп кліп кліпу аудіо прем'єра переклад",
  'resmi klip sözleri sözler çeviri çevirisi altyazılı oficjalny oficjalna oficjalne teledysk tekst tekstem lirik officiell officiellt officiële',
  'virallinen musiikkivideo oficiální videoklip hivatalos zvanični spot offisiell musikkvideo επίσημο βίντεο κλιπ στίχοι',
  'كلمات فيديو كليب حصريا حصري الرسمي הקליפ קליפ הרשמי רשמי',
);

/** Words that may stand beside them. */
export const besideWords = folded(
  'original music musical song songs the a an with con com avec mit w and in on of by from for only at to und y e et en em al i s z best high hi',
  'res sound remastered remaster version ver short not color colour screen on-screen track tracks album out now dance cc',
  'performance animated animation cartoon concert tour stop motion episode vertical vevo sony warner dj prod fan made art still pseudo picture static',
  'mood room lyrics description single movie world brand hot special upgrade ai rip cd stereo vinyl kbps bit khz year pro 1 2 3',
  'español espanol english eng hangul han rom romanization pinyin kanji kor jpn esp ita fr inglés ingles français française italiano',
  'italiana deutsch deutsche deutscher deutsches deutschem portugues português pt br spa german french spanish korean japanese international',
  'música musica do da de del la le los el lo más mas completo completa mundial tema acordes cifra cifras sencillo letra oficial originale originalaufnahme',
  'rimasterizzato singolo remasterizado remasterizada remasterisé remastérisé remasterise mejorado son sous',
  'на русский русские русская русское рус саб с песни песня трека клипа альбома год года официальная версия фан лирик',
  'lang müzik şarkı türkçe piosenki lagu musik أغنية',
);

/** Of these one alone marks the end of a title without brackets; all others need a second one beside them. */
export const strongWords = folded(
  'official oficial officiel officielle offizielles ufficiale mv pv amv hd hq uhd fhd 4k 8k lyrics visualizer visualiser legendado legendada',
  'subtitulado subtitulada clip videoclip videoclipe musikvideo teledysk видеоклип vietsub',
);

/** Core words by which songs are called as well. */
export const titleLikeWords = folded(
  'new neu nova novo nuevo nueva nuovo nuova nouveau новый новая film text spot full clean explicit quality atmos stream practice vhs dvd extrait',
);

/** What one word of scripts without blanks is made of when it only describes the video. */
export const wordsWithoutBlanks =
  /ミュージック|ビデオ|ムービー|映像|動画|フルバージョン|フルコーラス|フル|ショート|公式|本人|オフィシャル|リリック|歌詞|字幕|付き|つき|入り|付|高音質|高画質|音質|画質|オリジナル|修正版|完全版|手描き|アニメーション|アニメ|新曲|最新曲|曲|予告編|予告|ティザー|ノンクレジット|初公開|先行公開|期間限定|公開|解禁|和訳|対訳|日本語|英語|中日|訳|해석|번역|독음|가사|자막|첨부|포함|한글|공식|고음질|고화질|뮤직비디오|뮤비|티저|예고|듣기|안무|연습|영상|동영상|직캠|교차편집|풀버전|선공개|공개|官方|高清|高畫質|完整版|完整|動態|动态|歌词|中文|版|高音质|音质|無損|无损|音檔|音频|音頻/g;
