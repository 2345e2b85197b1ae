import type { Answer } from './run-case.js';
import type { Case, Check } from './case.js';

interface Entry {
  readonly n: number;
  readonly state: string;
  readonly reason: string;
}

/** What an answer lacks of what the case asks for, in words; none: the case is met. */
export const unmet = ({ checks }: Case, answer: Answer): readonly string[] =>
  checks.flatMap((check) => (isMet(check, answer) ? [] : [`${JSON.stringify(check)}: ${JSON.stringify(shown(check, answer))}`]));

function isMet(check: Check, answer: Answer): boolean {
  const entries = listOf<Entry & Readonly<Record<string, unknown>>>(answer['entries']);
  const isTold = listOf(answer['unread']).length > 0 || listOf(answer['problems']).length > 0;
  switch (check.is) {
    case 'entry':
      return fits(check, entries.find(({ n }) => n === check['n']) ?? {});
    case 'row':
      return fits(check, entries[Number(check['n']) - 1] ?? {});
    case 'count':
      return entries.length === check['value'];
    case 'tracks':
      return answer['tracks'] === check['value'];
    case 'problem':
      return listOf<{ readonly message: string }>(answer['problems']).some(({ message }) => message.includes(String(check['contains'])));
    case 'told':
      return isTold;
    case 'ownedOrTold':
      return isTold || (entries.length > 0 && entries.every(({ state }) => state === 'owned'));
    case 'silent':
      return listOf(answer['unread']).length === 0;
    case 'index':
      return (answer['kind'] === 'matched' ? answer['index'] : null) === check['value'];
    case 'kind':
      return listOf(check['any']).includes(answer['kind']) && (!('value' in check) || answer['index'] === check['value']);
    case 'between': {
      const value = at(answer, String(check['path']));
      return typeof value === 'number' && value >= Number(check['min']) && value <= Number(check['max']);
    }
    case 'field':
      return listOf(check['any']).includes(at(answer, String(check['path'])) ?? null);
    case 'first':
      return listOf(answer['ranking'])[0] === check['value'];
    case 'accepts':
      return listOf(check['all']).every((offer) => listOf(answer['ranking']).includes(offer));
    case 'refuses':
      return !listOf(check['all']).some((offer) => listOf(answer['ranking']).includes(offer));
    case 'query':
      return listOf<string>(answer['queries'])
        .slice(0, Number(check['among'] ?? 99))
        .some((query) => query.toLowerCase().includes(String(check['holds']).toLowerCase()));
    default:
      throw new Error(`no check is called ${check.is}`);
  }
}

/** A list among the wanted values is one value where the row's own is a list. */
function fits(check: Check, row: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(check).every(([field, wanted]) => {
    if (field === 'is' || field === 'n') return true;
    const found = row[field];
    if (field === 'state' || field === 'reason') return listOf(wanted).includes(found);
    return JSON.stringify(found) === JSON.stringify(wanted);
  });
}

const shown = (check: Check, answer: Answer): unknown =>
  check.is === 'entry' ? (listOf<Entry>(answer['entries']).find(({ n }) => n === check['n']) ?? answer) : answer;

const listOf = <T = unknown>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : []); // JSON, looked at field by field

const at = (answer: Answer, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Answer)[part] : undefined), answer); // an object, as was asked
