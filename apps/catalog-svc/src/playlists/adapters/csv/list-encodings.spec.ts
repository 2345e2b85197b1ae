import { describe, expect, it } from '@jest/globals';
import { namesOf } from '@soulsync/contracts';
import { readPlaylistCsv } from './read-playlist-csv.js';

/** What programs that know this encoding alone save: `TextDecoder` read backwards. */
function encoded(text: string, encoding: string): Uint8Array {
  if (encoding.startsWith('utf-16')) {
    const bytes = Buffer.from(text, 'utf16le');
    return encoding === 'utf-16be' ? bytes.swap16() : bytes;
  }
  // Node itself may read windows-1252 as Latin-1.
  const signs = new Map<string, readonly number[]>(encoding === 'windows-1252' ? [['’', [0x92]], ['–', [0x96]]] : []); // prettier-ignore
  const decoder = new TextDecoder(encoding);
  const isDouble = ['shift_jis', 'euc-jp', 'euc-kr', 'big5', 'gb18030'].includes(encoding);
  for (let lead = 0xff; lead >= 0; lead -= 1) {
    const single = decoder.decode(Uint8Array.of(lead));
    if (single !== '\ufffd' && !signs.has(single)) signs.set(single, [lead]);
    else if (isDouble)
      for (let trail = 0xfe; trail >= 0x40; trail -= 1) {
        const double = decoder.decode(Uint8Array.of(lead, trail));
        if ([...double].length === 1) signs.set(double, [lead, trail]);
      }
  }
  return Uint8Array.from([...text].flatMap((sign) => signs.get(sign) ?? [0x3f]));
}

/** Node itself may read windows-1252 as Latin-1. */
const asRead = (byte: number, encoding: string) =>
  ({ 0x80: '€', 0x99: '™' })[encoding === 'windows-1252' ? byte : 0] ?? new TextDecoder(encoding).decode(Uint8Array.of(byte));

const read = async (content: string | Uint8Array) => {
  const { entries, problems } = await readPlaylistCsv(content, 'list.csv');
  return { names: entries.map(({ recording }) => [recording.title, ...namesOf(recording.artists)]), problems };
};

const listOf = (...rows: readonly (readonly string[])[]) => ['Title;Artist', ...rows.map((row) => row.join(';'))].join('\r\n');

/** Rows as people have them: an English song among the others. */
const lists: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'windows-1252': [
    ['Jóga', 'Björk'],
    ['Don’t Stop – Live', 'Fleetwood Mac'],
    ['Señorita', 'Céline'],
    ['Für Elise', 'Mørk Gryning'],
  ],
  'windows-1250': [
    ['Łzy', 'Gęś i Żółw'],
    ['Święty spokój', 'Myslovitz'],
    ['Home', 'The Larks'],
  ],
  'windows-1251': [
    ['Группа крови', 'Кино'],
    ['Home', 'The Larks'],
    ['Обійми', 'Океан Ельзи'],
  ],
  'windows-1253': [
    ['Το τραγούδι της βροχής', 'Ελένη Παππά'],
    ['Home', 'The Larks'],
  ],
  'windows-1254': [
    ['Aşk Şarkısı', 'Işık Doğan'],
    ['Güneş', 'Çağla'],
  ],
  'windows-1255': [
    ['שלום עולם', 'להקת הים'],
    ['Home', 'The Larks'],
  ],
  'windows-1256': [
    ['حبيبي يا نور', 'فرقة النيل'],
    ['Home', 'The Larks'],
  ],
  'windows-1257': [
    ['Tėvynė mūsų', 'Žalioji banga'],
    ['Ąžuolas', 'Ieva Šaulytė'],
  ],
  'windows-874': [['เพลงรัก', 'วงดนตรีทะเล']],
  'iso-8859-2': [
    ['Ťažké časy', 'Škola ľudu'],
    ['Žlutá řeka', 'Dvořák'],
  ],
  macintosh: [
    ['Crème brûlée', 'Beyoncé'],
    ['Jóga', 'Björk'],
    ['Über Nacht', 'Die Ärzte'],
  ],
  'koi8-r': [
    ['Группа крови', 'Кино'],
    ['Восьмиклассница', 'Кино'],
  ],
  ibm866: [['Группа крови', 'Кино']],
  shift_jis: [
    ['深い森', 'ドゥ・アズ'],
    ['夜に駆ける', 'よるの船'],
    ['Home', 'The Larks'],
  ],
  'euc-jp': [
    ['深い森', '夜の船'],
    ['きみのなまえ', 'ソラ'],
  ],
  'euc-kr': [
    ['봄날의 노래', '바다소년'],
    ['Home', 'The Larks'],
  ],
  big5: [
    ['告白氣球', '周杰倫'],
    ['十年之後的我們', '陳先生'],
  ],
  gb18030: [
    ['告白气球', '周杰伦'],
    ['十年之后的我们', '陈先生'],
  ],
};

describe('a list in the code page of the computer that saved it', () => {
  it.each(Object.entries(lists))('of %s is read, and the guess is told', async (encoding, rows) => {
    const { names, problems } = await read(encoded(listOf(...rows), encoding));
    expect(names).toEqual(rows);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'encoding-guessed', params: { encoding }, message: expect.stringContaining(encoding) as unknown }),
    ]);
  });

  it.each<readonly [string, readonly (readonly string[])[]]>([
    [
      'windows-1252',
      [
        ['Don´t Stop', '10 Years'],
        ['Mýa', 'uknow¿'],
      ],
    ],
    [
      'windows-1252',
      [
        ['Týnd', 'Daði Freyr'],
        ['÷', 'Señorita'],
      ],
    ],
    ['windows-1251', [['Контракт', 'Снег']]],
    ['windows-1255', [['שבוע טוב', 'להיות מאושר']]],
    ['windows-1256', [['سكرتي', 'عشق']]],
    ['windows-874', [['ธานอส', 'พะจัน']]],
    ['shift_jis', [['Go!', 'だいすき']]],
    ['euc-kr', [['보름달', 'SUNMI']]],
    ['gb18030', [['下一位前度', '白月光']]],
  ])('of %s is recognised by few words: %j', async (encoding, rows) => {
    expect((await read(encoded(listOf(...rows), encoding))).names).toEqual(rows);
  });

  it('is judged by the few names from elsewhere in a long English list', async () => {
    const rows = [...Array.from({ length: 3_000 }, (_, n) => [`Song ${n}`, 'The Larks']), ['Группа крови', 'Кино']];
    const { names } = await read(encoded(listOf(...rows), 'windows-1251'));
    expect(names.at(-1)).toEqual(['Группа крови', 'Кино']);
  });
});

describe('a list in Unicode', () => {
  const rows = [
    ['Jóga', 'Björk'],
    ['深い森', 'Кино'],
  ];

  it.each(['utf-16le', 'utf-16be'])('of %s is read with and without its mark', async (encoding) => {
    expect(await read(encoded(`\ufeff${listOf(...rows)}`, encoding))).toEqual({ names: rows, problems: [] });
    const { names, problems } = await read(encoded(listOf(...rows), encoding));
    expect([names, problems.map(({ code }) => code)]).toEqual([rows, ['encoding-guessed']]);
  });

  it.each(['', '\ufeff'])('of UTF-8 is no guess, %j before it', async (mark) => {
    expect(await read(Buffer.from(mark + listOf(...rows)))).toEqual({ names: rows, problems: [] });
    expect(await read(mark + listOf(...rows))).toEqual({ names: rows, problems: [] });
  });
});

describe('a list in UTF-8 that another program read as something else and saved', () => {
  it.each([
    ['windows-1252', ['Jóga', 'Björk'], ['深い森', 'Don’t']],
    ['windows-1251', ['Группа крови', 'Кино'], ['Jóga', 'Björk']],
    ['macintosh', ['Jóga', 'Björk'], ['Señorita', 'Zoë']],
  ])('as %s is put right, and that is told', async (encoding, ...rows) => {
    const bytes = Buffer.from(listOf(...(rows as string[][])));
    const wrong = Array.from(bytes, (byte) => asRead(byte, encoding)).join('');
    const { names, problems } = await read(`\ufeff${wrong}`);
    expect(names).toEqual(rows);
    expect(problems).toMatchObject([{ code: 'encoding-repaired', params: { encoding } }]);
  });

  it('is left as it is where a name only looks so', async () => {
    const rows = [
      ['Ã', 'Âme'],
      ['Für Elise', 'Ida'],
    ];
    expect(await read(listOf(...rows))).toEqual({ names: rows, problems: [] });
  });
});

describe('a sign that is lost', () => {
  it('costs its row, which is told, and not the list', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${listOf(['Jóga', 'Björk'], ['Für Elise', 'Ida'])}\r\nBro`),
      Buffer.of(0xc3),
      Buffer.from('ken;Ida\r\n'),
    ]);
    const { names, problems } = await read(bytes);
    expect(names).toEqual([
      ['Jóga', 'Björk'],
      ['Für Elise', 'Ida'],
    ]);
    expect(problems).toContainEqual(expect.objectContaining({ line: 4, column: 'Title', code: 'sign-lost' }));
  });

  it('is found where another program lost it before', async () => {
    const { names, problems } = await read(listOf(['J\ufffdga', 'Bj\ufffdrk'], ['Home', 'The Larks']));
    expect(names).toEqual([['Home', 'The Larks']]);
    expect(problems).toEqual([expect.objectContaining({ line: 2, column: 'Title', code: 'sign-lost' })]);
  });
});
