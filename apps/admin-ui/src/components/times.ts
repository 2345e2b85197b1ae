const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const clockTime = (at: Date) => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayOf = (at: Date) => `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`;

/** `just now`, `4 min ago`, `today, 14:21`, `3 Nov`, `3 Nov 2025`; what lies ahead: `in 4 min`, `today, 15:30`. Local time. */
export function relativeTime(atIso: string, nowMs: number): string {
  const at = new Date(atIso);
  const awayMs = at.getTime() - nowMs;
  const minutes = Math.floor(Math.abs(awayMs) / MINUTE_MS);
  if (minutes < 1) return awayMs > MINUTE_MS / 2 ? 'in a moment' : 'just now';
  if (Math.abs(awayMs) < HOUR_MS) return awayMs < 0 ? `${minutes} min ago` : `in ${minutes} min`;
  const now = new Date(nowMs);
  if (dayOf(at) === dayOf(now)) return `today, ${clockTime(at)}`;
  const tomorrow = new Date(nowMs);
  tomorrow.setDate(now.getDate() + 1);
  if (dayOf(at) === dayOf(tomorrow)) return `tomorrow, ${clockTime(at)}`;
  const yearIfAnother = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...yearIfAnother });
}

/** The full local time, for whoever wants to know exactly. */
export const exactTime = (atIso: string): string => new Date(atIso).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'medium' });

/** `14:21`, as timelines have it. */
export const timeOfDay = (atIso: string): string => clockTime(new Date(atIso));
