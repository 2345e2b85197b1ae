import type { ConnectionReport, HealthIssueReport } from '@soulsync/contracts';
import type { Clock } from './clock.js';

/** `since`: where it began before it was raised here. */
export type HealthIssue = Omit<HealthIssueReport, 'since'> & Partial<Pick<HealthIssueReport, 'since'>>;

/** Standing trouble in words, until it is cleared. A raised code keeps its first time. */
export interface HealthIssues {
  raise(issue: HealthIssue): void;
  clear(code: string): void;
  list(): readonly HealthIssueReport[];
}

export function healthIssues(clock: Clock, changed: () => void): HealthIssues {
  const issues = new Map<string, HealthIssueReport>();
  return {
    raise(issue) {
      const known = issues.get(issue.code);
      issues.set(issue.code, { ...issue, since: issue.since ?? known?.since ?? clock.now() });
      if (known?.message !== issue.message) changed();
    },
    clear(code) {
      if (issues.delete(code)) changed();
    },
    list: () => [...issues.values()],
  };
}

/** State of each outside system, as last seen. Never part of readiness. */
export interface Connections {
  ok(system: string): void;
  failing(system: string, detail: string, nextTryAt: string | null): void;
  list(): readonly ConnectionReport[];
}

export function connections(clock: Clock, changed: () => void): Connections {
  const known = new Map<string, ConnectionReport>();
  const set = (report: Omit<ConnectionReport, 'since'>) => {
    const before = known.get(report.system);
    known.set(report.system, { ...report, since: before?.state === report.state ? before.since : clock.now() });
    if (before?.state !== report.state) changed();
  };
  return {
    ok: (system) => set({ system, state: 'ok', detail: null, nextTryAt: null }),
    failing: (system, detail, nextTryAt) => set({ system, state: 'failing', detail, nextTryAt }),
    list: () => [...known.values()],
  };
}
