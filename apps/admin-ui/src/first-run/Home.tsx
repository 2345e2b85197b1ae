import { useEffect } from 'react';
import { usePermissions } from 'react-admin';
import { Dashboard } from '../dashboard/Dashboard.js';
import { FirstRun } from '../pages.js';
import { useFirstRunSettings, valueOf } from './first-run-settings.js';

const OVER = 'soulsync.first-run.over';

/** The dashboard; on a new SoulSync, for whoever can set it up, the checklist in its place. */
export function Home() {
  const { permissions } = usePermissions<string>();
  const isAdmin = permissions === 'admin';
  const kept = useFirstRunSettings(isAdmin);
  const isOver = valueOf(kept.data, 'dismissed') === true;
  /** Nobody but an admin sets up anything. */
  const showsDashboard = isOver || (permissions !== undefined && !isAdmin);
  useEffect(() => {
    if (showsDashboard) localStorage.setItem(OVER, 'yes'); // `public/first.js` reads it too
  }, [showsDashboard]);
  // Where it was over before, nothing is waited for: the figures are wanted first.
  if (isAdmin && kept.isPending) return localStorage.getItem(OVER) === null ? null : <Dashboard />;
  if (!isAdmin || !kept.data || isOver) return <Dashboard />;
  return <FirstRun />;
}
