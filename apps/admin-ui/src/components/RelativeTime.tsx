import { useClock } from './clock.js';
import { exactTime, relativeTime } from './times.js';

interface Props {
  /** UTC, ISO 8601; null: never. */
  readonly at: string | null;
  readonly never?: string;
}

/** How long ago, or when; the exact local time on hover. */
export function RelativeTime({ at, never = 'never' }: Props) {
  const nowMs = useClock();
  if (at === null) return never;
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at, nowMs)}
    </time>
  );
}
