import type { NatsConnection } from '@nats-io/transport-node';
import { liveSubject } from '@soulsync/contracts';
import type { LiveDisks, LiveDiscovery, LiveEdit, LiveFiling, LiveRecords, LiveTransfer } from '@soulsync/contracts';

/** Progress and changes for the console, over core NATS: lost without harm. */
export interface Live {
  /** Rows of a resource changed. */
  records(resource: string, ids: readonly string[]): void;
  /** At most four a second for one acquisition; the rest is dropped. */
  transfer(progress: LiveTransfer): void;
  /** At most two a second for one search; its beginning and its end are always told. */
  discovery(progress: LiveDiscovery): void;
  /** At most two a second for one edit; its end and a problem are always told. */
  edit(progress: LiveEdit): void;
  disks(report: LiveDisks): void;
  filing(report: LiveFiling): void;
  health(service: string): void;
  stop(): void;
}

/** Changes are collected this long, so that one row is told at most four times a second. */
const COLLECT_MS = 250;
/** More changed rows than this are told without names: the reader asks for the list. */
const NAMED = 200;
const LONG_WORK_MS = 500;

export function live(connection: NatsConnection): Live {
  const changed = new Map<string, Set<string>>();
  const reportedAtMs = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;

  const publish = (subject: string, data: object) => {
    if (!connection.isClosed()) connection.publish(subject, JSON.stringify(data));
  };
  function flush() {
    timer = null;
    for (const [resource, ids] of changed) {
      const records: LiveRecords = { resource, ids: ids.size > NAMED ? [] : [...ids] };
      publish(liveSubject('record', resource), records);
    }
    changed.clear();
  }

  return {
    records(resource, ids) {
      const known = changed.get(resource) ?? new Set();
      for (const id of ids) known.add(id);
      changed.set(resource, known);
      timer ??= setTimeout(flush, COLLECT_MS);
    },
    transfer(progress) {
      const now = performance.now();
      if (now - (reportedAtMs.get(progress.acquisitionId) ?? -Infinity) < COLLECT_MS) return;
      if (reportedAtMs.size > 1_000) reportedAtMs.clear();
      reportedAtMs.set(progress.acquisitionId, now);
      publish(liveSubject('transfer', progress.acquisitionId), progress);
    },
    discovery(progress) {
      const now = performance.now();
      const atAnEnd = progress.asked === 0 || progress.asked === progress.total;
      if (!atAnEnd && now - (reportedAtMs.get(progress.id) ?? -Infinity) < LONG_WORK_MS) return;
      if (reportedAtMs.size > 1_000) reportedAtMs.clear();
      reportedAtMs.set(progress.id, now);
      publish(liveSubject('discovery', progress.id), progress);
    },
    edit(progress) {
      const now = performance.now();
      const atAnEnd = progress.problem !== null || progress.done === progress.total;
      if (!atAnEnd && now - (reportedAtMs.get(progress.id) ?? -Infinity) < LONG_WORK_MS) return;
      if (reportedAtMs.size > 1_000) reportedAtMs.clear();
      reportedAtMs.set(progress.id, now);
      publish(liveSubject('edit', progress.id), progress);
    },
    disks: (report) => publish(liveSubject('disk', report.service), report),
    filing: (report) => publish(liveSubject('filing', report.service), report),
    health: (service) => publish(liveSubject('health', service), { service }),
    stop() {
      if (timer) clearTimeout(timer);
    },
  };
}
