import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Item, ItemType } from './library.js';

export type Predicate = (item: Item) => boolean;

const [DATES, NUMBERS, TEXTS, KEYS] = [
  new Set(['addedAt', 'updatedAt']),
  new Set(['year', 'index', 'parentIndex', 'duration', 'userRating']),
  new Set(['title', 'originalTitle', 'guid']),
  new Set(['id', 'ratingKey']),
];

/**
 * What a query asks of rows. The operator is the end of the parameter's name, the last `=` separates (apis/plex.md 8.2): so `updatedAt>>`
 * filters, and `updatedAt>=` is a name nobody knows. Unknown names are ignored without a word.
 */
export function filterOf(query: URLSearchParams, nowS: number): Predicate {
  const outer = group();
  const open = [outer];
  for (const [name, value] of query) {
    const current = open.at(-1) ?? outer;
    if (name === 'push') open.push(group());
    else if (name === 'or') current.push([]);
    else if (name === 'pop' && open.length > 1) {
      const inner = either(open.pop() ?? group());
      if (inner) (open.at(-1) ?? outer).at(-1)?.push(inner);
    } else {
      const predicate = condition(name, value, nowS);
      if (predicate) current.at(-1)?.push(predicate);
    }
  }
  while (open.length > 1) {
    const inner = either(open.pop() ?? group()); // a group that was never closed ends with the query
    if (inner) (open.at(-1) ?? outer).at(-1)?.push(inner);
  }
  return either(outer) ?? (() => true);
}

export const usesGroups = (query: URLSearchParams): boolean => query.has('push') || query.has('pop');

/** Alternatives; each of them asks for all of its own. */
type Group = Predicate[][];
const group = (): Group => [[]];

/** null: nothing in it that anybody knows. */
function either(alternatives: Group): Predicate | null {
  const meant = alternatives.filter((all) => all.length > 0);
  if (meant.length === 0) return null;
  return (item) => meant.some((all) => all.every((predicate) => predicate(item)));
}

function condition(name: string, value: string, nowS: number): Predicate | null {
  const read = /^(?:(artist|album|track)\.)?([A-Za-z]+)(|!|=|!=|<|>|<<|>>)$/.exec(name);
  if (!read) return null;
  const [, scope, field = '', operator = ''] = read;
  const test = testOf(field, operator, value, nowS);
  if (!test) return null;
  return (item) => {
    const asked = scope === undefined ? item : within(item, scope);
    return asked !== null && test(asked);
  };
}

function testOf(field: string, operator: string, value: string, nowS: number): Predicate | null {
  if (DATES.has(field)) return dateTest(field, operator, value, nowS);
  if (NUMBERS.has(field)) return numberTest(field, operator, value);
  if (TEXTS.has(field)) return textTest(field, operator, value);
  if (KEYS.has(field)) return keyTest(operator, value);
  return null;
}

function dateTest(field: string, operator: string, value: string, nowS: number): Predicate | null {
  const at = momentS(value, nowS);
  const of = (item: Item) => (field === 'addedAt' ? item.addedAtS : item.updatedAtS);
  if (at === null) return null;
  // `>` means "after" here, as measured; `<` is taken alike.
  const compare = { '': eq, '!': ne, '>': gt, '>>': gt, '<': lt, '<<': lt }[operator];
  return compare ? (item) => passes(of(item), at, compare) : null;
}

function numberTest(field: string, operator: string, value: string): Predicate | null {
  const at = Number(value);
  const compare = { '': eq, '!': ne, '>': gte, '>>': gt, '<': lte, '<<': lt }[operator];
  return compare && Number.isFinite(at) ? (item) => passes(numberIn(item, field), at, compare) : null;
}

/** Nothing is folded: neither case nor accents nor apostrophes. */
function textTest(field: string, operator: string, value: string): Predicate | null {
  const test = {
    '': (text: string) => text.includes(value),
    '!': (text: string) => !text.includes(value),
    '=': (text: string) => text === value,
    '!=': (text: string) => text !== value,
    '<': (text: string) => text.startsWith(value),
    '>': (text: string) => text.endsWith(value),
  }[operator];
  const of = (item: Item) => (field === 'guid' ? item.guid : field === 'title' ? item.title : item.type === TRACK ? item.artist : '');
  return test ? (item) => test(of(item)) : null;
}

function keyTest(operator: string, value: string): Predicate | null {
  const keys = new Set(value.split(',').map(Number));
  if (operator === '') return (item) => keys.has(item.ratingKey);
  return operator === '!' ? (item) => !keys.has(item.ratingKey) : null;
}

function within(item: Item, scope: string): Item | null {
  const album = item.type === TRACK ? item.album : item.type === ALBUM ? item : null;
  if (scope === 'track') return item.type === TRACK ? item : null;
  if (scope === 'album') return album;
  return item.type === ARTIST ? item : (album?.artist ?? null);
}

function numberIn(item: Item, field: string): number | null {
  if (field === 'year') return item.type === ALBUM ? item.year : item.type === TRACK ? item.album.year : null;
  if (field === 'userRating') return item.userRating ?? null;
  if (item.type !== TRACK) return null;
  if (field === 'duration') return item.versions[0]?.durationMs ?? null;
  return field === 'index' ? item.index : item.disc;
}

type Compare = (a: number, b: number) => boolean;
const eq: Compare = (a, b) => a === b;
const ne: Compare = (a, b) => a !== b;
const gt: Compare = (a, b) => a > b;
const gte: Compare = (a, b) => a >= b;
const lt: Compare = (a, b) => a < b;
const lte: Compare = (a, b) => a <= b;
const passes = (value: number | null, at: number, compare: Compare) => value !== null && compare(value, at);

const unitsS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800, mon: 2_592_000, y: 31_536_000 };

/** Epoch seconds, or as far back as `-30d` says. */
function momentS(value: string, nowS: number): number | null {
  const back = /^-(\d+)(s|m|h|d|w|mon|y)$/.exec(value);
  if (back) return nowS - Number(back[1]) * (unitsS[back[2] ?? ''] ?? 0);
  return /^\d+$/.test(value) ? Number(value) : null;
}

/** The rows of a kind in the asked order, kept until a row changes: pages of the same list are one sort. */
export function orderedRows(rows: (type: ItemType) => readonly Item[], version: () => number) {
  const kept = new Map<string, readonly Item[]>();
  let keptVersion = -1;
  return (type: ItemType, sort: string): readonly Item[] => {
    if (keptVersion !== version()) kept.clear();
    keptVersion = version();
    const name = `${type} ${sort}`;
    const known = kept.get(name);
    if (known) return known;
    const by = sort.split(',').flatMap((part) => comparing(part) ?? []);
    const sorted = [...rows(type)].sort((a, b) => by.reduce((order, compare) => order || compare(a, b), 0) || a.ratingKey - b.ratingKey);
    kept.set(name, sorted);
    return sorted;
  };
}

function comparing(part: string): ((a: Item, b: Item) => number) | null {
  const [field = '', direction = 'asc'] = part.split(':');
  const sign = direction === 'desc' ? -1 : 1;
  if (field === 'titleSort' || field === 'title') return (a, b) => sign * compareText(titleSort(a.title), titleSort(b.title));
  const of = { addedAt: (item: Item) => item.addedAtS, updatedAt: (item: Item) => item.updatedAtS ?? 0 }[field];
  if (of) return (a, b) => sign * (of(a) - of(b));
  return NUMBERS.has(field) ? (a, b) => sign * ((numberIn(a, field) ?? 0) - (numberIn(b, field) ?? 0)) : null;
}

export const titleSort = (title: string) => title.replace(/^(?:the|a|an) /i, '');
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
