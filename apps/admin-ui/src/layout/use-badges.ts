import { useGetList, useGetOne } from 'react-admin';
import type { HealthIssueRow, SummaryRow } from '@soulsync/contracts';
import type { Place } from './navigation.js';

/** How many of each place ask for eyes; 0 while it is not known. */
export function useBadges(): (place: Place) => number {
  const { data: summary } = useGetOne<SummaryRow>('summary', { id: '' });
  const { data: issues } = useGetList<HealthIssueRow>('health-issues');
  return ({ badge }) => {
    if (!badge) return 0;
    return badge.of === 'issues' ? (issues?.length ?? 0) : (summary?.[badge.of] ?? 0);
  };
}
