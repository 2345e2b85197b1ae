import type { HealthIssueRaised, HealthIssueReport, ServiceName } from '@soulsync/contracts';
import type { HealthIssue } from '@soulsync/contracts/rest';
import { issueInWords } from '@soulsync/contracts/words';
import { EVENT_LOG_UNAVAILABLE, EVENT_LOG_UNREADABLE, LOST_EVENTS_ISSUE } from '@soulsync/service-kit';

/** What a service said of itself; null: no answer. */
export interface Status<Report extends { readonly healthIssues: readonly HealthIssueReport[] }> {
  readonly name: ServiceName;
  readonly report: Report | null;
}

/** The service that is asked, and so is up. */
const HERE = 'gateway';
export const SERVICE_DOWN = 'service-down';
/** Of the one log that all share: found by every service, said once, by the gateway where it can. It knows best what was lost. */
const SHARED: ReadonlySet<string> = new Set([EVENT_LOG_UNAVAILABLE, EVENT_LOG_UNREADABLE, LOST_EVENTS_ISSUE]);

/**
 * Each trouble once. Who gets no answer even from itself is not told by down services but by a NATS that is silent; what the gateway knows
 * by itself (`own`) is said then.
 */
export function issuesOfAll<Report extends { readonly healthIssues: readonly HealthIssueReport[] }>(
  statuses: readonly Status<Report>[],
  own: readonly HealthIssueReport[],
  now: () => string,
): HealthIssue[] {
  const isSilent = statuses.some(({ name, report }) => name === HERE && report === null);
  const found = statuses.flatMap(({ name, report }) => {
    const issues = report?.healthIssues ?? (name === HERE ? own : [down(name, now())]);
    return issues.map((issue): HealthIssue => ({ id: `${name}:${issue.code}`, service: name, ...issue }));
  });
  const isAway = own.some(({ code }) => code === EVENT_LOG_UNAVAILABLE);
  const cause = isSilent && !isAway ? [{ id: `${HERE}:${SILENT}`, service: HERE, ...silent(now()) }] : [];
  // With an event log that is stuck, services don't answer either.
  return [...cause, ...found.filter(({ code }) => code !== SERVICE_DOWN || !(isSilent || isAway)).filter(isFirstOfItsKind)];
}

function isFirstOfItsKind(issue: HealthIssue, _at: number, all: readonly HealthIssue[]): boolean {
  if (!SHARED.has(issue.code)) return true;
  const alike = all.filter(({ code }) => code === issue.code);
  return issue === (alike.find(({ service }) => service === HERE) ?? alike[0]);
}

const issueOf = (raised: Pick<HealthIssueRaised, 'code' | 'params'>, since: string): HealthIssueReport => ({
  code: raised.code,
  level: 'error',
  params: raised.params,
  ...issueInWords(raised),
  since,
});
const down = (service: ServiceName, since: string) => issueOf({ code: SERVICE_DOWN, params: { service } }, since);

const SILENT = 'nats-silent';
const silent = (since: string) => issueOf({ code: SILENT, params: {} }, since);
