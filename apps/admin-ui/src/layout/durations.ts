const padded = (value: number) => String(value).padStart(2, '0');

/** `3:05`; '' where it is not known. */
export function trackLength(ms: number | null): string {
  if (ms === null) return '';
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${padded(seconds % 60)}`;
}

/** `47 min`, `3 h 12 min`. */
export function longLength(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} min`;
}

const steps: readonly (readonly [seconds: number, one: string, many: string])[] = [
  [86_400, 'a day', 'days'],
  [3_600, 'an hour', 'hours'],
  [60, 'a minute', 'minutes'],
];

/** `just now`, `5 minutes ago`. */
export function ago(seconds: number): string {
  const step = steps.find(([length]) => seconds >= length);
  if (!step) return 'just now';
  const [length, one, many] = step;
  const count = Math.floor(seconds / length);
  return `${count === 1 ? one : `${count} ${many}`} ago`;
}
