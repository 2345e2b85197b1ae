import type { ServiceStatusReport } from '@soulsync/contracts';

/** Memory of all processes that answered: services that share one have one memory. */
export function residentMb(reports: readonly Pick<ServiceStatusReport, 'processId' | 'rssMb'>[]): number {
  const byProcess = new Map(reports.map(({ processId, rssMb }) => [processId, rssMb]));
  return [...byProcess.values()].reduce((sum, rssMb) => sum + rssMb, 0);
}
