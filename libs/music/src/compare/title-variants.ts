import { compactKey, foldKeys, foldText } from '../normalise/fold-text.js';
import { memo } from '../normalise/memo.js';
import { inOtherScripts } from '../normalise/scripts.js';
import { titleKey } from '../normalise/title-key.js';
import { compareWorks, workOf } from '../titles/classical.js';
import type { Work } from '../titles/classical.js';
import { parseTitle } from '../titles/parse-title.js';
import type { ParsedTitle } from '../titles/parse-title.js';
import { hasPhraseLength, splitAtDashes, splitBrackets } from '../titles/qualifiers.js';
import { secondNames } from '../titles/second-names.js';
import { sameVersions } from '../titles/version-tag.js';
import type { VersionTag } from '../titles/version-tag.js';

/**
 * How two titles that are not spelt alike are one all the same: certainly, where the release is the same as well, or so that a person has to
 * say it; null: they are not.
 */
export type Variant = 'sure' | 'likely' | 'doubtful' | null;

interface TitleText {
  /** As it was given. */
  readonly text: string;
  readonly parsed: Pick<ParsedTitle, 'base'>;
}

interface Names {
  readonly whole: readonly string[];
  readonly parted: readonly { readonly text: string; readonly keys: readonly string[] }[];
  readonly runs: readonly (readonly string[])[];
  /** Before each dash whose note nobody could read. */
  readonly heads: readonly { readonly keys: readonly string[]; readonly tail: string }[];
  readonly work: Work;
}

const keysOfText = (text: string) => foldKeys(text).map((key) => compactKey(titleKey(key)));

const namesOf = memo(2_000, (base): Names => {
  const { parted, runs } = secondNames(base);
  return {
    whole: keysOfText(base),
    parted: parted.map((text) => ({ text, keys: keysOfText(text) })),
    runs: runs.map(keysOfText),
    heads: splitAtDashes(base).map(({ head, tail }) => ({ keys: keysOfText(head), tail })),
    work: workOf(base),
  };
});

const shares = (a: readonly string[], b: readonly string[]) => a.some((key) => key !== '' && b.includes(key));

/** Without another script, a dash, a number or a key a title has one wording only. */
const mayVary = /[^\x20-\x7e]|[\d#~|/-]|\bin [A-G]\b|\b[IVX]+\./;

export function titleVariant(a: TitleText, b: TitleText): Variant {
  if (isCut(a.text, b.text) || isCut(b.text, a.text)) return 'likely';
  if (!mayVary.test(a.parsed.base) && !mayVary.test(b.parsed.base)) return null;
  const [left, right] = [namesOf(a.parsed.base), namesOf(b.parsed.base)];
  const named = stronger(bySecondName(left, right), bySecondName(right, left));
  if (named !== null) return named;
  const works = compareWorks(left.work, right.work);
  if (works !== null) return works === 'same' ? 'sure' : works;

  return stronger(byHead(left, right), byHead(right, left));
}

const stronger = (a: Variant, b: Variant): Variant =>
  (['sure', 'likely', 'doubtful'] as const).find((one) => one === a || one === b) ?? null;

/** A note behind a dash that nobody could read: as long as a phrase it hardly is a version. */
function byHead(long: Names, short: Names): Variant {
  const found = long.heads.find(({ keys }) => shares(keys, short.whole));
  return found === undefined ? null : hasPhraseLength(found.tail) ? 'likely' : 'doubtful';
}

/** Is one of the names of `two` the other title? The name behind may be a version that nobody could read: then the leading one alone says little. */
function bySecondName(two: Names, other: Names): Variant {
  if (two.parted.length > 0) {
    const found = two.parted.filter(({ keys }) => shares(keys, other.whole));
    if (found.length > 0) return found.some((name) => name !== two.parted[0]) ? 'sure' : 'doubtful';
    const common = two.parted.filter(({ keys }) => other.parted.some((name) => shares(keys, name.keys)));
    const contradicted = two.parted.some(
      (name) => !common.includes(name) && other.parted.some((one) => !shares(one.keys, name.keys) && !inOtherScripts(one.text, name.text)),
    );
    if (common.length > 0 && !contradicted) return common.length === two.parted.length ? 'sure' : 'doubtful';
  }
  return two.runs.some((run) => shares(run, other.whole)) ? 'doubtful' : null;
}

/** ID3v1 holds 30 signs of a name; blanks at its end are lost. */
export const ID3V1_SIGNS = 30;
const MOST_BLANKS = 2;

const plain = /^[\x20-\x7e]*$/;
const bytesOf = (name: string) => new TextEncoder().encode(name).length;

/** Is a name the other as ID3v1 cut it? */
export function isCut(cut: string, whole: string): boolean {
  const name = cut.trim();
  if (name.length > ID3V1_SIGNS || whole.length <= name.length) return false;
  const full = name.length >= ID3V1_SIGNS - MOST_BLANKS || (!plain.test(name) && Math.abs(bytesOf(name) - ID3V1_SIGNS + 1) <= 1);
  return full && compactKey(foldText(whole)).startsWith(compactKey(foldText(name)));
}

/** Versions that each half of a title in two scripts names for itself: `ワールド (かぐや ver.) - World (Kaguya Ver.)`. */
export const halvesAgree = (versions: readonly VersionTag[], title: string): boolean =>
  splitAtDashes(title).some(
    ({ head, tail }) =>
      inOtherScripts(withoutBrackets(head), withoutBrackets(tail)) &&
      [head, tail].some((half) => sameVersions(versions, parseTitle(half).versions)),
  );

const withoutBrackets = (text: string) =>
  splitBrackets(text)
    .parts.map(({ text: part, bracketed }) => (bracketed ? '' : part))
    .join(' ');
