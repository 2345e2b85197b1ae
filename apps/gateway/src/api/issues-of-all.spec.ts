import { describe, expect, it } from '@jest/globals';
import { serviceNames } from '@soulsync/contracts';
import type { HealthIssueReport, ServiceName } from '@soulsync/contracts';
import { issuesOfAll } from './issues-of-all.js';

const NOW = '2026-11-30T00:00:00.000Z';
const issue = (code: HealthIssueReport['code'], message: string = code): HealthIssueReport => ({
  code,
  level: 'error',
  params: {},
  message,
  advice: '',
  since: NOW,
});

/** Each service with its issues; null: it does not answer. */
function listed(reports: Partial<Record<ServiceName, readonly HealthIssueReport[] | null>>, own: readonly HealthIssueReport[] = []) {
  const statuses = serviceNames.map((name) => {
    const healthIssues = name in reports ? (reports[name] ?? null) : [];
    return { name, report: healthIssues && { healthIssues } };
  });
  return issuesOfAll(statuses, own, () => NOW).map(({ service, code }) => `${service}: ${code}`);
}
const all = (issues: readonly HealthIssueReport[] | null) => Object.fromEntries(serviceNames.map((name) => [name, issues]));

describe('the health issues of all services', () => {
  it('name each service that is down, and what each says of itself', () => {
    expect(listed({ 'match-svc': null, 'plex-svc': [issue('paths')] })).toEqual(['match-svc: service-down', 'plex-svc: paths']);
  });

  it.each(['event-log-lost-events', 'event-log-unavailable', 'event-log-unreadable'] as const)(
    'say %s once, though all find it',
    (code) => {
      expect(listed(all([issue(code)]), [issue(code)])).toEqual([`gateway: ${code}`]);
      expect(listed({ 'match-svc': [issue(code)], 'plex-svc': [issue(code)] })).toHaveLength(1);
    },
  );

  it('say that NATS is silent, not that each service is down, where the gateway gets no answer even from itself', () => {
    expect(listed(all(null))).toEqual(['gateway: nats-silent']);
  });

  it('say only what the gateway knows of the event log, once it knows', () => {
    const known = [issue('event-log-unavailable'), issue('database-full')];
    expect(listed(all(null), known)).toEqual(['gateway: event-log-unavailable', 'gateway: database-full']);
  });
});
