import { foldText } from '../normalise/fold-text.js';

const folded = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(/\s+/)).flatMap((word) => [word, foldText(word)]));

/** Words that say what a video is, by language; a remark has to hold one of them. Written as people write them, compared folded. */
export const coreWords = folded(
  'official offical officially unofficial video videos videoclip clip clips audio lyric lyrics lyrical visualizer visualiser visual visuals',
  'mv pv amv hd hq uhd fhd 2k 4k 8k full stream streaming teaser trailer snippet premiere premieres exclusive new explicit clean censored',
  'uncensored sub subs subbed subtitled subtitles translation translated choreography film mpeg mov mp4 mp3 avi flac wav vr fanmade promo quality atmos dolby restored romaji romanized hangul',
  'oficial estreno letra letras subtitulado subtitulada subtitulos traducida traducido traduccion traducciones inedito',
  'clipe videoclipe webclipe legendado legendada legenda legendas tradução lançamento estreia',
  'officiel officielle paroles exclu exclusif exclusivité exclusivo exclusiva traduction',
  'offizielles offizieller offizielle offiziell musikvideo musikvideos originalvideo text songtext songtexte liedtext übersetzung übersetzt untertitel',
  'ufficiale testo testi traduzione sottotitoli sottotitolato',
  'официальный официальное официальная клип видео видеоклип аудио премьера текст слова перевод переводом субтитры сниппет тизер трейлер лирик',
  "офіційне офіційний офіційна відео відеокліп кліп кліпу аудіо прем'єра",
  'resmi klip sözleri sözler çeviri çevirisi türkçe oficjalny oficjalna oficjalne teledysk tekst lirik lyrik officiell officiellt officiële tekstas',
);

/** Words that may stand beside them. */
export const besideWords = folded(
  'original music musical song songs the a an with con com avec mit w and in on of by from for only at to und y e et en al i s best high hi res',
  'sound remastered remaster version ver short not color colour coded color-coded screen on-screen track tracks album out now dance practice',
  'performance animated animation episode vertical vevo sony warner dj prod fan made art still pseudo picture static promo mood room',
  'español espanol english eng hangul han rom romanization pinyin kanji kor jpn esp ita fr inglés ingles français italiano',
  'italiana deutsch deutsche deutscher deutsches deutschem portugues português pt br spa french german spanish korean japanese',
  'em música musica do da de del la le los el dvd completo completa letra oficial original originale originalaufnahme rimasterizzato remasterizado',
  'remasterizada remasterisé remastérisé remasterise mejorado hi-res restored dolby atmos stereo vinyl rip kbps bit khz year',
  'на русский русские русская русский рус саб с песни песня трека клипа года год новый lang full resmi müzik piosenki oficial',
);

/** Of these one alone marks the end of a title without brackets; all others need a second one beside them. */
export const strongWords = folded(
  'official oficial officiel officielle offizielles ufficiale mv pv amv hd hq uhd fhd 4k 8k lyrics visualizer visualiser legendado legendada',
  'subtitulado subtitulada clip videoclip videoclipe musikvideo teledysk видеоклип',
);

/** What one word of scripts without blanks is made of when it only describes the video. */
export const wordsWithoutBlanks =
  /ミュージック|ビデオ|ムービー|映像|動画|フルバージョン|フル|ショート|公式|本人|歌詞|字幕|付き|つき|入り|付|高音質|高画質|音質|画質|オリジナル|修正版|完全版|曲|予告|ティザー|ノンクレジット|初公開|和訳|対訳|日本語|英語|訳|해석|가사|자막|첨부|한글|공식|고음질|고화질|뮤직비디오|뮤비|티저|예고|듣기|안무|영상|동영상|직캠|官方|高清|完整版|完整|動態|动态|歌词|中文|版|無損|无损|音檔|音频|音頻/g;
