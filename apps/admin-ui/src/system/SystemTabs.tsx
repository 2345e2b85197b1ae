import { useGetList } from 'react-admin';
import type { HealthIssueRow } from '@soulsync/contracts';
import { PageTabs } from '../components/PageTabs.js';
import { Badge } from '../layout/Badge.js';

/** The pages of System; failed events have one of their own. */
export function SystemTabs({ current }: { readonly current: string }) {
  const { data: issues } = useGetList<HealthIssueRow>('health-issues');
  const failed = useGetList('parked-events', { filter: { state: 'parked' }, pagination: { page: 1, perPage: 1 } });
  return (
    <PageTabs
      label="System"
      current={current}
      tabs={[
        { to: '/system', label: 'Health', badge: <Badge count={issues?.length ?? 0} tone="problem" /> },
        { to: '/system/read-models', label: 'Read models' },
        { to: '/parked-events', label: 'Failed events', badge: <Badge count={failed.total ?? 0} tone="attention" /> },
        { to: '/system/tasks', label: 'Tasks' },
        { to: '/system/logs', label: 'Logs' },
      ]}
    />
  );
}
