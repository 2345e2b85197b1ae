import { usePermissions } from 'react-admin';
import { Dashboard } from '../dashboard/Dashboard.js';
import { FirstRun } from './FirstRun.js';
import { useFirstRunSettings, valueOf } from './use-first-run.js';

/** The dashboard; on a new SoulSync, for whoever can set it up, the checklist in its place. */
export function Home() {
  const { permissions } = usePermissions<string>();
  const isAdmin = permissions === 'admin';
  const kept = useFirstRunSettings(isAdmin);
  if (isAdmin && kept.isPending) return null; // one answer of the gateway away
  if (!isAdmin || !kept.data || valueOf(kept.data, 'dismissed') === true) return <Dashboard />;
  return <FirstRun />;
}
