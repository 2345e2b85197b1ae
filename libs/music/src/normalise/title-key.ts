const roman: ReadonlyMap<string, string> = new Map([
  ['i', '1'],
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
  ['v', '5'],
  ['vi', '6'],
  ['vii', '7'],
  ['viii', '8'],
  ['ix', '9'],
  ['x', '10'],
]);
const words: ReadonlyMap<string, string> = new Map([
  ['one', '1'],
  ['two', '2'],
  ['three', '3'],
  ['four', '4'],
  ['five', '5'],
  ['six', '6'],
  ['seven', '7'],
  ['eight', '8'],
  ['nine', '9'],
  ['ten', '10'],
]);
const abbreviations: ReadonlyMap<string, string> = new Map([
  ['pt', 'part'],
  ['pts', 'part'],
  ['parts', 'part'],
  ['vol', 'volume'],
  ['vols', 'volume'],
  ['no', 'number'],
  ['nr', 'number'],
  ['chap', 'chapter'],
]);
const counters = new Set(['part', 'volume', 'chapter', 'number', 'act', 'episode', 'interlude']);

/** Only these make a key differ from its folded text; most titles hold none of them. */
const telling = /\d|(?:^| )(?:pts?|parts?|vols?|volume|no|nr|number|chap|chapter|act|episode|interlude|the|les|[ivx]+)(?: |$)/;

/** A folded title or album with part numbers in one form and the leading article dropped: `Wall, The Pt. II` → `wall part 2`. */
export function titleKey(folded: string): string {
  if (!telling.test(folded)) return folded;
  const tokens = folded.split(' ');
  const out: string[] = [];
  for (const [place, raw] of tokens.entries()) {
    const numbered = /^(pts?|vols?|no)(\d+)$/.exec(raw);
    if (numbered?.[1] && numbered[2]) {
      out.push(abbreviations.get(numbered[1]) ?? numbered[1], String(Number(numbered[2])));
      continue;
    }
    const before = out.at(-1) ?? '';
    const next = tokens[place + 1] ?? '';
    const token = abbreviates(raw, next) ? (abbreviations.get(raw) ?? raw) : raw;
    const counted = counters.has(before) || (/^\d+$/.test(before) && counters.has(out.at(-2) ?? ''));
    const last = place === tokens.length - 1 && place > 0 && token.length > 1;
    if (counted) out.push(roman.get(token) ?? words.get(token) ?? plainNumber(token));
    else out.push(last && token !== 'x' ? (roman.get(token) ?? plainNumber(token)) : plainNumber(token));
  }
  return withoutArticle(out).join(' ');
}

const abbreviates = (token: string, next: string) =>
  abbreviations.has(token) && (token.startsWith('p') || token.startsWith('v') || /^\d/.test(next) || roman.has(next));
const plainNumber = (token: string) => (/^0+\d+$/.test(token) ? String(Number(token)) : token);

function withoutArticle(tokens: readonly string[]): readonly string[] {
  if (tokens.length < 2) return tokens;
  if (tokens[0] === 'the' || tokens[0] === 'les') return tokens.slice(1);
  if (tokens.at(-1) === 'the') return tokens.slice(0, -1);
  return tokens;
}
