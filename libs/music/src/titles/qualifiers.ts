/** A title taken apart at its brackets. */
export interface BracketedText {
  /** Text and bracket contents in reading order. */
  readonly parts: readonly { readonly text: string; readonly bracketed: boolean }[];
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '【': '】', '〔': '〕', '〈': '〉', '《': '》' };

const opening = /[([{【〔〈《]/;
export const hasBracket = (text: string): boolean => opening.test(text);

/** Outermost brackets only; an unclosed one ends with the text. An apostrophe or a smiley is none. Linear in the length. */
export function splitBrackets(text: string): BracketedText {
  if (!hasBracket(text)) return { parts: text.trim() === '' ? [] : [{ text, bracketed: false }] };
  const parts: { text: string; bracketed: boolean }[] = [];
  const stack: string[] = [];
  let current = '';
  const flush = (bracketed: boolean) => {
    if (current.trim() !== '') parts.push({ text: current, bracketed });
    current = '';
  };
  for (const sign of text) {
    const closes = closing[sign];
    if (closes !== undefined) {
      if (stack.length === 0) flush(false);
      else current += sign;
      stack.push(closes);
    } else if (stack.length > 0 && sign === stack.at(-1)) {
      stack.pop();
      if (stack.length === 0) flush(true);
      else current += sign;
    } else current += sign;
  }
  flush(stack.length > 0);
  return { parts };
}

/** Words of the shortest phrase. */
const PHRASE = 3;
export const hasPhraseLength = (text: string): boolean => text.trim().split(/\s+/).length >= PHRASE;

export interface Parted {
  readonly head: string;
  readonly tail: string;
}

/** A text parted at each spaced dash (or tilde, or pipe), the last first. Neither side is empty. */
export function splitAtDashes(text: string): readonly Parted[] {
  return [...text.matchAll(/\s+[-‐‑–—−─~|/]+\s+|\s+-(?=[\p{L}\d(])|(?<=[\p{L}\d)])-\s+/gu)]
    .reverse()
    .map((found) => ({ head: text.slice(0, found.index).trim(), tail: text.slice(found.index + found[0].length).trim() }))
    .filter(({ head, tail }) => head !== '' && tail !== '');
}
