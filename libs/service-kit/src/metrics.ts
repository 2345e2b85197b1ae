import type { DiskSpace } from '@soulsync/contracts';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { longestBlockMs } from './event-loop.js';

const MB = 1_048_576;

/** Figures of one service, in its own registry: several services share a process. Labels are small sets. */
export interface Metrics {
  readonly registry: Registry;
  externalCall(system: string, outcome: string, durationMs: number): void;
  /** How far each is behind, asked when the figures are read. */
  watchProjections(report: () => Promise<readonly { readonly name: string; readonly lag: number; readonly deadLetters: number }[]>): void;
  eventStored(type: string): void;
  /** Events that wait for a person, by what could not cope with them. */
  parkedEvents(byConsumer: ReadonlyMap<string, number>): void;
  /** How often the log was found to be another one than was read. */
  logIncidents(count: number): void;
  /** Standing trouble, as listed when the figures are read. */
  watchIssues(list: () => readonly { readonly code: string; readonly level: string }[]): void;
  /** Of each disk, as listed when the figures are read. */
  watchDisks(list: () => readonly DiskSpace[]): void;
  /** Since the process began. */
  watchDroppedLogLines(count: () => number): void;
  /** Whether this replica of the service is the one that works. */
  watchLease(isHeld: () => boolean): void;
}

export function metrics(service: string, version: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  const calls = new Histogram({
    name: 'soulsync_outside_call_duration_seconds',
    help: 'Calls to external systems by outcome',
    labelNames: ['system', 'outcome'],
    buckets: [0.01, 0.05, 0.2, 1, 5, 20],
    registers: [registry],
  });
  new Gauge({ name: 'soulsync_build_info', help: 'Version', labelNames: ['version'], registers: [registry] }).set({ version }, 1);
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  longestBlockMs(); // from now on
  new Gauge({
    name: 'soulsync_event_loop_longest_block_seconds',
    help: 'Longest time of the last minute or two in which the process answered nobody',
    registers: [registry],
    collect() {
      this.set(longestBlockMs() / 1000);
    },
  });
  const stored = new Counter({
    name: 'soulsync_events_stored_total',
    help: 'Events this service stored: filings, wishes, matches … by type',
    labelNames: ['type'],
    registers: [registry],
  });
  const incidents = new Gauge({
    name: 'soulsync_log_incidents',
    help: 'How often the event log was found to have lost what had been read of it',
    registers: [registry],
  });
  const parked = new Gauge({
    name: 'soulsync_parked_events',
    help: 'Failed events that wait for a person, by what could not cope with them',
    labelNames: ['consumer'],
    registers: [registry],
  });
  new Counter({ name: 'soulsync_starts_total', help: 'Starts of the service', registers: [registry] }).inc();
  return {
    registry,
    externalCall: (system, outcome, durationMs) => calls.observe({ system, outcome }, durationMs / 1000),
    watchProjections(report) {
      const parked = new Gauge({
        name: 'soulsync_dead_letters',
        help: 'Events a projection could not cope with',
        labelNames: ['projection'],
        registers: [registry],
      });
      new Gauge({
        name: 'soulsync_projection_lag_commits',
        help: 'Commits a projection is behind the log',
        labelNames: ['projection'],
        registers: [registry],
        async collect() {
          for (const { name, lag, deadLetters } of await report().catch(() => [])) {
            // Postgres or NATS is away: the last figures stand
            this.set({ projection: name }, lag);
            parked.set({ projection: name }, deadLetters);
          }
        },
      });
    },
    parkedEvents(byConsumer) {
      parked.reset();
      for (const [consumer, count] of byConsumer) parked.set({ consumer }, count);
    },
    logIncidents: (count) => incidents.set(count),
    eventStored: (type) => stored.inc({ type }),
    watchDisks(list) {
      const gauge = (name: string, help: string, of: (space: DiskSpace) => number) =>
        new Gauge({
          name,
          help,
          labelNames: ['disk'],
          registers: [registry],
          collect() {
            this.reset();
            for (const space of list()) this.set({ disk: space.name }, of(space) * MB);
          },
        });
      gauge('soulsync_disk_free_bytes', 'Free space of the disk a folder lies on', ({ freeMb }) => freeMb);
      gauge('soulsync_disk_min_free_bytes', 'Free space below which nothing new is begun that fills it', ({ minFreeMb }) => minFreeMb);
    },
    watchDroppedLogLines: (count) =>
      void new Counter({
        name: 'soulsync_log_lines_dropped_total',
        help: 'Log lines of this process that could not be written',
        registers: [registry],
        collect() {
          this.reset();
          this.inc(count());
        },
      }),
    watchLease: (isHeld) =>
      void new Gauge({
        name: 'soulsync_working_replica',
        help: '1 for the replica of the service that works, 0 for one that stands by',
        registers: [registry],
        collect() {
          this.set(isHeld() ? 1 : 0);
        },
      }),
    watchIssues: (list) =>
      void new Gauge({
        name: 'soulsync_health_issues',
        help: 'Standing health issues by level',
        labelNames: ['level'],
        registers: [registry],
        collect() {
          this.reset();
          for (const level of ['warning', 'error']) this.set({ level }, list().filter((issue) => issue.level === level).length);
        },
      }),
  };
}
