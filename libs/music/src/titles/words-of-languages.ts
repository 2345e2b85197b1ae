import { foldText } from '../normalise/fold-text.js';
import { withOneHanForm } from '../normalise/han-forms.js';
import { memo } from '../normalise/memo.js';

/**
 * What qualifiers say in other languages, by the English words the rules read: live, without vocals, remastered, … Words of scripts that
 * part them (and phrases of them) count as a whole, those of unparted scripts (kanji, kana, Hangul, Thai) wherever they stand; after a ^
 * only where they are the whole qualifier.
 */
const meanings: Readonly<Record<string, string>> = {
  'in concert':
    'en vivo|en directo|^directo|ao vivo|dal vivo|en public|en concert|en concierto|in concerto|ao vivo em|konzert|konzertmitschnitt|' +
    'livemitschnitt|liveaufnahme|liveversion|liveopname|livekonzert|konzertversion|concertopname|na zywo|^koncert|koncertowa|koncertowo|zive|' +
    'nazivo|v zivo|uzivo|eloben|elo felvetel|canli|canli performans|^konser|livenä|^kontsert|' +
    'живой|живая|живое|живьём|вживую|лайв|^концерт|концерт в|концертная запись|концертная|концертный|концертное|на концерте|живой звук|наживо|живий|' +
    'ζωντανά|ζωντανή|λάιβ|הופעה חיה|הופעה|בהופעה|לייב|لايف|مباشر|حفلة|حفل|اجرای زنده|زنده|कॉन्सर्ट|लाइव|' +
    'ライブ|ライヴ|コンサート|生演奏|実況録音|现场|演唱会|音乐会|라이브|콘서트|실황|แสดงสด|การแสดงสด|บันทึกการแสดงสด',
  instrumental:
    'off vocal|off vocals|vocal off|vocals off|no vocal|no vocals|without vocal|without vocals|minus vocal|minus vocals|less vocal|less vocals|' +
    'vocalless|non vocal|^minus|instrumentalversion|instrumentalfassung|instrumentalni|instrumentalna|instrumentalne|instrumentalny|instrumentaal|instrumentaali|' +
    'instrumentalis|strumentale|enstrumantal|enstrumental|ohne gesang|sin voz|sin voces|sem voz|sem vocais|sans voix|senza voce|zonder zang|' +
    'base musicale|^pista|^podklad|^mr|tanpa vokal|' +
    'минус|минусовка|минусовая|инструментал|инструментальная|инструментальный|без вокала|без слов|мінус|мінусовка|інструментал|інструментальна|' +
    'ορχηστρικό|χωρίς φωνή|χωρίς φωνητικά|ללא מילים|ללא שירה|אינסטרומנטלי|بی کلام|موسيقى فقط|' +
    'オフボーカル|オフ ボーカル|オフヴォーカル|オフ ヴォーカル|ボーカルなし|ボーカルレス|ヴォーカルレス|歌なし|インストゥルメンタル|インストルメンタル|インスト|' +
    '伴奏|纯音乐|无人声|消音|반주|인스트루멘탈|인스트|연주곡|엠알|^ดนตรี',
  karaoke: 'karaokeversion|караоке|καραόκε|קריוקי|פלייבק|كاريوكي|カラオケ|卡拉ok|卡拉|노래방|가라오케|คาราโอเกะ',
  acapella: 'nur gesang|акапелла|а капелла|بدون موسيقى|アカペラ|清唱|无伴奏|人声版|아카펠라',
  acoustic:
    'akustikversion|akustik version|akustische|akustisch|akustisk|akustiska|akustinen|akusztikus|akusticka|akusticky|akustyczna|akustycznie|' +
    'akusticna|akusticno|akoestisch|akoestische|akustika|desenchufado|voz y guitarra|voz e violao|guitare voix|' +
    'акустика|акустическая|акустический|акустична|ακουστικό|ακουστική|אקוסטי|אקוסטית|أكوستيك|آکوستیک|' +
    'アコースティック|アコギ|弾き語り|弾語り|アンプラグド|不插电|弹唱|吉他版|어쿠스틱|อะคูสติก',
  'piano version':
    'klavierversion|klavierfassung|^klavier|pianoversion|piano voix|piano e voz|version piano|piyano|фортепиано|пианино|ピアノ|钢琴|피아노',
  'orchestral version':
    'תזמורתי|תזמורתית|^orchestral|^orchestra|orchestra version|^orchestre|^orchester|orchesterversion|^orquesta|orquestal|^orquestra|orquestral|orchestrale|orkestral|^orkest|' +
    '^orkester|^symphonic|symphonic version|symphonique|sinfonico|sinfonica|sinfonisch|symphonisch|with orchestra|' +
    'оркестровая|оркестр|с оркестром|симфоническая|оркестрова|オーケストラ|オーケストラル|吹奏楽|管弦楽|交响|管弦|오케스트라',
  demo: 'demoversion|demoopname|demoversio|maqueta|maquette|provino|демо|デモ音源|デモ|小样|样带|데모',
  rehearsal: '^ensayo|репетиция|リハーサル|리허설|排练',
  cover: 'coverversion|tributo a|tributo|homenaje|homenagem|omaggio|hommage|кавер|διασκευή|קאבר|کاور|カバー|カヴァー|歌ってみた|弾いてみた|演奏してみた|翻唱|翻奏|커버',
  remix: 'remezcla|remixversion|neuabmischung|ремикс|ремікс|ρεμίξ|רמיקס|ريمكس|ریمیکس|रीमिक्स|リミックス|混音|리믹스|รีมิกซ์',
  mix: 'ミックス',
  extended: 'extendida|estendida|etendue|estesa|langversion|lange version|version longue|version larga|maxiversion|расширенная|удлинённая|エクステンデッド|ロング|加长',
  'radio edit':
    'radioedit|radioversion|radioversie|radiofassung|radio versie|version radio|versione radio|versao radio|versao de radio|радиоверсия|радио версия|радио эдит|' +
    'ラジオエディット|ラジオ エディット|라디오 에디트',
  'short version':
    'kurzversion|kurzfassung|kurze version|version courte|version corta|versao curta|короткая|ショート|剪辑|短版|抖音|片段',
  'tv size': 'tvサイズ|tv サイズ|テレビサイズ|アニメサイズ|电视版',
  'sped up': 'acelerada|acelerado|accelere|accéléré|beschleunigt|velocizzata|ускоренная|ускорено|ускоренный|倍速|加速|加快',
  slowed: 'ralentizado|ralentizada|ralenti|ralentie|verlangsamt|rallentata|замедленная|замедлено|замедленный|减速|慢速|降调',
  're recorded':
    'neuaufnahme|neu aufgenommen|regrabado|regrabada|regrabacion|regravado|regravada|regravacao|reenregistre|reenregistrement|nueva version|' +
    'nova versao|nouvelle version|neue version|nuova versione|новая версия|新録音|新録|再録音|再録|セルフカバー|重录|重新录制|重唱|재녹음',
  'spanish version': 'version espanola|version en espanol|en castellano|en espanol|in spagnolo|em espanhol|auf spanisch|spanische version|version espagnole|versione spagnola|на испанском',
  'english version':
    'en ingles|em ingles|in inglese|en anglais|auf englisch|englische version|version anglaise|versione inglese|versao em ingles|wersja angielska|' +
    'engelsk version|ingilizce|английская|на английском|英語|英文|英语|영어',
  'french version': 'en frances|en francais|in francese|auf franzosisch|franzosische version|version francaise|на французском|法语',
  'german version': 'auf deutsch|deutsche version|version allemande|in tedesco|en aleman|на немецком|德语',
  'italian version': 'in italiano|en italiano|versione italiana|italienische version|на итальянском',
  'portuguese version': 'em portugues|en portugues|versao em portugues|in portoghese',
  'russian version': 'русская|на русском|russische version|po russki',
  'japanese version': '日本語|日文|日语|일본어|japanische version|japonca',
  'korean version': '韓国語|韩文|韩语|한국어|koreanische version',
  'chinese version': '中文|中国語|중국어',
  'mandarin version': '国语|华语',
  'cantonese version': '粤语|cantonese',
  'turkish version': 'turkce',
  remastered:
    'remasterizado|remasterizada|remasterizados|remasterizacion|remasterizacao|remasterise|remasterisee|remasterisation|remastert|remasterte|' +
    'neu gemastert|rimasterizzato|rimasterizzata|rimasterizzazione|geremasterd|geremasterde|remastrad|remastrat|remastret|remasteroitu|' +
    'zremasterowany|zremasterowana|zremasterowane|remasterovano|remasterovana|remaszterelt|remasterizat|remasterizata|remastering|' +
    'ремастер|ремастеринг|ремастированная|ремастированный|ремастерованный|ремастерована|' +
    'デジタルリマスター|リマスタリング|リマスタード|リマスター|リマスタ|数码重制|数位重制|数字重制|母带重制|리마스터링|리마스터드|리마스터',
  mono: 'monaural|monoaural|monofonico|monofonica|monophonique|monoversion|моно|モノラル|モノ|单声道|모노',
  stereo: 'estereo|stereofonico|stereophonique|stereoversion|стерео|ステレオ|立体声|스테레오',
  digital: 'digitalmente|numerique|digitale|digitala|цифровой|デジタル',
  'album version':
    'albumversion|albumfassung|albumversie|version album|version del album|version de album|versao do album|versao album|versione album|albumverze|' +
    'альбомная версия|альбомная|アルバムバージョン|专辑版',
  'single version': 'singleversion|singlefassung|version single|versione singolo|versao single|сингл версия|シングルバージョン|单曲版',
  'original version':
    'originalversion|originalfassung|originalaufnahme|version originale|version original|versao original|versione originale|оригинал|' +
    'оригинальная версия|оригинальная|オリジナルバージョン|原版|原唱版',
  'studio version': 'studioversion|studiofassung|version de estudio|version studio|versao de estudio|versione studio|студийная|录音室版|スタジオバージョン',
  'bonus track': 'bonustrack|бонус трек|бонус|ボーナストラック|ボーナス トラック|보너스 트랙',
  version:
    'versie|versao|versione|wersja|versio|versija|verze|verzia|fassung|surum|versiyon|verzija|valtozat|ver|версия|версія|εκδοχή|גרסה|نسخه|' +
    'バージョン|ヴァージョン|ヴァージョン|版本|版|버전|버젼',
  'full version': 'vollversion|version completa|version complete|versao completa|полная версия|完整版|完全版|フルバージョン|フル',
  edition: 'edicion|edicao|edizione|ausgabe|wydanie|uitgave|издание',
  album: 'アルバム|专辑|앨범',
  single: 'シングル|싱글|单曲',
  original: 'オリジナル|오리지널',
  studio: 'スタジオ|스튜디오',
}; // prettier-ignore

/** Kanji, kana, Hangul and Thai are not parted by blanks. */
const unparted = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const plain = /^[a-z0-9 ]*$/;
/** Words of the longest phrase. */
const LONGEST_PHRASE = 3;
/** No qualifier that says one of these has more words. */
const MOST_WORDS = 24;

interface Vocabulary {
  readonly wholes: ReadonlyMap<string, string>;
  readonly phrases: ReadonlyMap<string, string>;
  readonly signs: ReadonlyMap<string, string>;
  readonly anySigns: RegExp;
}

const foreign = (word: string) => withOneHanForm(foldText(word));

let known: Vocabulary | null = null;

function vocabulary(): Vocabulary {
  if (known !== null) return known;
  const all = Object.entries(meanings).flatMap(([english, words]) =>
    words.split('|').map((word) => [foreign(word), english, word.startsWith('^')] as const),
  );
  const wholes = new Map(all.filter(([, , whole]) => whole).map(([word, english]) => [word, english]));
  const anywhere = all.filter(([, , whole]) => !whole).map(([word, english]) => [word, english] as const);
  const signs = new Map(anywhere.filter(([word]) => unparted.test(word)));
  const phrases = new Map(anywhere.filter(([word]) => !unparted.test(word)));
  const longestFirst = [...signs.keys()].sort((a, b) => b.length - a.length);
  known = { wholes, phrases, signs, anySigns: new RegExp(longestFirst.join('|'), 'g') };
  return known;
}

/** A folded qualifier with the words of other languages in English, where they say which recording it is. All others stay. */
export const inEnglish = memo(5_000, (folded): string => {
  const { wholes, phrases, signs, anySigns } = vocabulary();
  const whole = wholes.get(folded);
  if (whole !== undefined) return whole;
  let text = folded;
  if (!plain.test(text) && unparted.test(text))
    text = withOneHanForm(text)
      .replace(/(?<=\d)年/g, ' ')
      .replace(anySigns, (found) => ` ${signs.get(found) ?? found} `)
      .replace(/\s+/g, ' ')
      .trim();
  const words = text.split(' ');
  if (words.length > MOST_WORDS) return text;
  const out: string[] = [];
  for (let place = 0; place < words.length;) {
    let taken = 1;
    let english: string | undefined;
    for (let count = Math.min(LONGEST_PHRASE, words.length - place); count > 0 && english === undefined; count -= 1) {
      english = phrases.get(count === 1 ? (words[place] ?? '') : words.slice(place, place + count).join(' '));
      taken = count;
    }
    out.push(english ?? words[place] ?? '');
    place += english === undefined ? 1 : taken;
  }
  return single(out.join(' '));
});

/** "Versión en español": what two words of one meaning say twice. */
const single = (text: string) => text.replace(/\bversion (\w+ version)\b/g, '$1').replace(/\b(\w+)(?: \1)+\b/g, '$1');
