import { boundedText } from '../normalise/bounded-text.js';
import { inOtherScripts, scriptsOf } from '../normalise/scripts.js';
import { splitBrackets } from './qualifiers.js';

/** The names of one that bears two, in scripts that have nothing in common. All are [] for one name. */
export interface SecondNames {
  /** Parted by a bracket or a dash: `락 (LALALALA)`, `花に亡霊 - Ghost in a Flower`; the first leads. */
  readonly parted: readonly string[];
  /** With nothing but a blank between them: `晴天 Sunny Day`. */
  readonly runs: readonly string[];
}

const none: SecondNames = { parted: [], runs: [] };
const plain = /^[\x20-\x7e]*$/;
const dash = /\s+[-‐‑–—−─~|/:]+\s+|\s*[〜～／｜：]\s*/u;

export function secondNames(text: string): SecondNames {
  if (plain.test(text)) return none;
  const name = boundedText(text);

  const scripts = scriptsOf(name);
  if ((scripts & (scripts - 1)) === 0) return none;
  const pieces = splitBrackets(name)
    .parts.flatMap(({ text, bracketed }) => (bracketed ? [text] : text.split(dash)))
    .map((piece) => piece.trim())
    .filter((piece) => scriptsOf(piece) !== 0);
  if (pieces.length > 1) {
    const parted = pieces.filter((piece) => pieces.some((other) => inOtherScripts(piece, other)));
    return { parted, runs: [] };
  }
  return { parted: [], runs: twoRuns((pieces[0] ?? '').split(/\s+/)) };
}

/** Two runs of words, each in a script of its own; a third makes it a sentence. */
function twoRuns(words: readonly string[]): readonly string[] {
  for (let place = 1; place < words.length; place += 1) {
    const [left, right] = [words.slice(0, place).join(' '), words.slice(place).join(' ')];
    if (inOtherScripts(left, right)) return [left, right];
  }
  return [];
}
