import { logLevels } from '@soulsync/contracts';
import type { LogQuery } from '@soulsync/contracts';
import { Invalid } from './errors.js';

const MOST_LINES = 1_000;
const MOST_TEXT = 200;

/** What is asked of a log, by whoever asks. Throws Invalid with every bad field. */
export function logQuery(asked: Readonly<Record<string, unknown>>): LogQuery {
  const problems: Record<string, string> = {};
  const { after = null, level = 'info', text = null, correlationId = null, limit = 200 } = asked;
  const known = logLevels.find((one) => one === level);
  if (known === undefined) problems['level'] = `is none of ${logLevels.join(', ')}`;
  if (after !== null && !isWhole(after, 0, Number.MAX_SAFE_INTEGER)) problems['after'] = 'is no number of a line';
  if (!isWhole(limit, 1, MOST_LINES)) problems['limit'] = `must be a whole number from 1 to ${MOST_LINES}`;
  const textIn = (name: string, value: unknown): string | null => {
    if (value === null || value === '') return null;
    if (typeof value === 'string' && value.length <= MOST_TEXT) return value;
    problems[name] = `must be at most ${MOST_TEXT} signs`;
    return null;
  };
  const sought = { text: textIn('text', text), correlationId: textIn('correlationId', correlationId) };
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return { after: after as number | null, level: known ?? 'info', ...sought, limit: limit as number }; // judged above
}

const isWhole = (value: unknown, least: number, most: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
