import type { Instant } from './ids.js';

const MOST = 2_147_483_647;

/**
 * What an event carries of a number that a server, a peer or a file claims: whole and within bounds (as a duration the largest is 24 days);
 * null: unknown, or nothing that can be meant. Digits of text count as a number.
 */
export function wholeOf(value: unknown, least: number, most = MOST): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number') return null;
  const whole = Math.round(number);
  return whole >= least && whole <= most ? whole : null;
}

/** The same for a time: as it was written, if it is a UTC or offset instant of the years 1 to 9999. */
export function instantOf(value: unknown): Instant | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value)) return null;
  return value.startsWith('0000') || Number.isNaN(Date.parse(value)) ? null : value;
}
