import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures of one service, in its own registry: several services share a process. Labels are small sets. */
export interface Metrics {
  readonly registry: Registry;
  outsideCall(system: string, outcome: string, durationMs: number): void;
  projectionLag(projection: string, commits: number): void;
}

export function metrics(service: string, version: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  const calls = new Histogram({
    name: 'soulsync_outside_call_duration_seconds',
    help: 'Calls to outside systems by outcome',
    labelNames: ['system', 'outcome'],
    buckets: [0.01, 0.05, 0.2, 1, 5, 20],
    registers: [registry],
  });
  const lag = new Gauge({
    name: 'soulsync_projection_lag_commits',
    help: 'Commits a projection is behind the log',
    labelNames: ['projection'],
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
  new Counter({ name: 'soulsync_starts_total', help: 'Starts of the service', registers: [registry] }).inc();
  return {
    registry,
    outsideCall: (system, outcome, durationMs) => calls.observe({ system, outcome }, durationMs / 1000),
    projectionLag: (projection, commits) => lag.set({ projection }, commits),
  };
}
