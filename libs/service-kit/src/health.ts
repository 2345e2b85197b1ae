import type { ConnectionReport, HealthIssueCode, HealthIssueRaised, HealthIssueReport } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import type { Logger } from '@soulsync/event-store';
import type { Clock } from './clock.js';

/** Standing trouble, until it is cleared. A raised code keeps its first time. */
export interface HealthIssues {
  raise(issue: HealthIssueRaised): void;
  clear(code: HealthIssueCode): void;
  list(): readonly HealthIssueReport[];
}

export function healthIssues(clock: Clock, changed: () => void): HealthIssues {
  const issues = new Map<string, HealthIssueReport>();
  return {
    raise(issue) {
      const known = issues.get(issue.code);
      const { code, level, params } = issue;
      const text = issueInWords(issue);
      issues.set(code, { code, level, params, ...text, since: issue.since ?? known?.since ?? clock.now() });
      if (known?.message !== text.message) changed();
    },
    clear(code) {
      if (issues.delete(code)) changed();
    },
    list: () => [...issues.values()],
  };
}

/** State of each external system, as last seen. Never part of readiness. */
export interface Connections {
  ok(system: string): void;
  failing(system: string, detail: string, nextTryAt: string | null): void;
  /** It is no longer used, or another one under its name. */
  forget(system: string): void;
  list(): readonly ConnectionReport[];
}

/** A system that comes and goes within this time is not told each time. */
const QUIET_MS = 300_000;

/** What the log knows of a system. */
interface Reported {
  readonly state: ConnectionReport['state'];
  readonly atMs: number;
  /** Failures since it was told to be failing. */
  failures: number;
}

/** The one place where an outage is logged: a line when it begins, with its reason, and a line when it is over; however often it is tried in between. */
export function connections(clock: Clock, changed: () => void, logger: Logger): Connections {
  const known = new Map<string, ConnectionReport>();
  const log = new Map<string, Reported>();
  const set = (report: Omit<ConnectionReport, 'since'>) => {
    const before = known.get(report.system);
    known.set(report.system, { ...report, since: before?.state === report.state ? before.since : clock.now() });
    if (before?.state !== report.state) changed();
  };

  function reportState(system: string, state: Reported['state'], detail: string | null): void {
    const reported = log.get(system);
    if (reported && state === 'failing' && reported.state === 'failing') reported.failures += 1;
    if ((reported?.state ?? 'ok') === state) return;
    const nowMs = clock.monotonicMs();
    if (reported && state === 'failing' && nowMs - reported.atMs < QUIET_MS) return; // if it lasts, it is told then
    log.set(system, { state, atMs: nowMs, failures: 1 });
    if (state === 'failing') logger.warn(`${system} does not work; it is tried again`, { system, detail });
    else
      logger.info(`${system} works again`, { system, failures: reported?.failures, awayMs: Math.round(nowMs - (reported?.atMs ?? nowMs)) });
  }

  return {
    ok(system) {
      set({ system, state: 'ok', detail: null, nextTryAt: null });
      reportState(system, 'ok', null);
    },
    failing(system, detail, nextTryAt) {
      set({ system, state: 'failing', detail, nextTryAt });
      reportState(system, 'failing', detail);
    },
    forget(system) {
      log.delete(system);
      if (known.delete(system)) changed();
    },
    list: () => [...known.values()],
  };
}
