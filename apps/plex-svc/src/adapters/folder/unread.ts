import type { UnreadFile } from '@soulsync/contracts';

const LONGEST_DETAIL = 300;

/** Why the file system, or a parser, would not read something. */
export function unreadBecause(error: unknown): Pick<UnreadFile, 'reason' | 'detail'> {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return { reason: 'no-rights', detail: `uid ${process.geteuid?.() ?? '?'} may not read it` };
  const detail = cleanText(error instanceof Error ? error.message : String(error), LONGEST_DETAIL) ?? 'without a reason';
  return { reason: code.startsWith('E') ? 'unreadable' : 'not-audio', detail };
}

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

export const isGone = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));

/** Text from a file without control signs, halves of signs and outer spaces; null: nothing is left. */
export function cleanText(value: string, longest: number): string | null {
  // Postgres takes no NUL, and no screen the other control signs.
  const clean = value
    .slice(0, 2 * longest)
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed();
  return clean === '' ? null : clean;
}
