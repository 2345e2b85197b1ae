import { useGetList } from 'react-admin';
import type { ThroughputRow } from '@soulsync/contracts';
import { useClock } from '../components/clock.js';
import { DAYS, lastDaysFrom, lastHourFrom } from './throughput.js';

const LOOK_MS = 60_000;

/** Slices of the last hour, asked for again as time goes by. */
export function useLastHour() {
  const nowMs = useClock();
  const read = useGetList<ThroughputRow>(
    'throughput',
    { filter: { from_gte: lastHourFrom(nowMs) }, pagination: { page: 1, perPage: 12 }, sort: { field: 'from', order: 'ASC' } },
    { refetchInterval: LOOK_MS, placeholderData: (before) => before },
  );
  return { ...read, nowMs };
}

/** The hours of the last days; one answer for all who show them. */
export function useLastDays() {
  const nowMs = useClock();
  const read = useGetList<ThroughputRow>('hourly-throughput', {
    filter: { from_gte: lastDaysFrom(nowMs) },
    pagination: { page: 1, perPage: DAYS * 25 }, // a day has 25 hours once a year
    sort: { field: 'from', order: 'ASC' },
  });
  return { ...read, nowMs };
}
