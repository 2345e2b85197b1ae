import type { Waiting } from '@soulsync/event-store';
import type { HealthIssues } from './health.js';

/** Who is back within this was restarted; it is not told. */
const REPORT_AFTER_MS = 15_000;

/** Says in health which reactions and deadlines wait for somebody who is away, and since when. */
export function waitingReport(health: HealthIssues): (consumer: string, waiting: Waiting | null) => void {
  return (consumer, waiting) => {
    const code = `waiting:${consumer}` as const;
    if (waiting === null) health.clear(code);
    else if (waiting.forMs >= REPORT_AFTER_MS)
      health.raise({
        code,
        level: 'warning',
        params: { consumer, eventType: waiting.eventType, detail: waiting.error },
      });
  };
}
