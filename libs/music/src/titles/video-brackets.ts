/** A bracket of the outermost level with what it holds. */
export interface Bracket {
  readonly start: number;
  /** Behind its closing sign. */
  readonly end: number;
  readonly opening: string;
  readonly inner: string;
}

const closing: Readonly<Record<string, string>> = {
  '(': ')', '[': ']', '{': '}', '【': '】', '〔': '〕', '〈': '〉', '《': '》', '<': '>', '「': '」', '『': '』', '«': '»',
}; // prettier-ignore

/** Of the others one alone is no bracket: `I <3 U`. */
const mayStayOpen = new Set(['(', '[', '{', '【']);

/** Outermost brackets and corner marks in reading order, one pass; an unclosed one ends with the text. */
export function bracketsOf(text: string): readonly Bracket[] {
  const found: Bracket[] = [];
  const expected: string[] = [];
  let start = 0;
  for (let place = 0; place < text.length; place += 1) {
    const sign = text.charAt(place);
    const closes = closing[sign];
    if (closes !== undefined && (mayStayOpen.has(sign) || text.includes(closes, place))) {
      if (expected.length === 0) start = place;
      expected.push(closes);
    } else if (expected.length > 0 && sign === expected.at(-1)) {
      expected.pop();
      if (expected.length === 0) found.push({ start, end: place + 1, opening: text.charAt(start), inner: text.slice(start + 1, place) });
    }
  }
  if (expected.length > 0) found.push({ start, end: text.length, opening: text.charAt(start), inner: text.slice(start + 1) });
  return found;
}

/** Each bracket replaced by what `read` makes of it; null leaves it as it is. */
export function replaceBrackets(text: string, read: (bracket: Bracket) => string | null): string {
  let result = '';
  let from = 0;
  for (const bracket of bracketsOf(text)) {
    const made = read(bracket);
    if (made === null) continue;
    result += text.slice(from, bracket.start) + made;
    from = bracket.end;
  }
  return result + text.slice(from);
}
