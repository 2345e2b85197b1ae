import type { Instant } from '@soulsync/contracts';

const DAY_MS = 86_400_000;
/** Spotify ends every consent so long after it was given, whatever is done (rule of 2026; apis/spotify.md 0). */
const LIFE_MONTHS = 6;
const FORETOLD_DAYS = 30;
const URGENT_DAYS = 7;

/** On the same day of the month, or its last day where it has no such day. */
export function signInEndsAt(authorizedAt: Instant): Instant {
  const end = new Date(authorizedAt);
  const day = end.getUTCDate();
  end.setUTCMonth(end.getUTCMonth() + LIFE_MONTHS);
  if (end.getUTCDate() !== day) end.setUTCDate(0);
  return end.toISOString();
}

export interface Foretold {
  readonly level: 'warning' | 'error';
  /** Whole ones that are left. */
  readonly days: number;
}

/** From 30 days before, and again from 7; null: there is time. */
export function foretold(endsAt: Instant, now: Instant): Foretold | null {
  const days = Math.floor((Date.parse(endsAt) - Date.parse(now)) / DAY_MS);
  if (days > FORETOLD_DAYS) return null;
  return { level: days <= URGENT_DAYS ? 'error' : 'warning', days: Math.max(0, days) };
}
