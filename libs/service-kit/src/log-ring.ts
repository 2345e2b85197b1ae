import { logLevels } from '@soulsync/contracts';
import type { LogLevel, LogLine, LogQuery, LogReport } from '@soulsync/contracts';

/** The last lines of one service's log, for people who look at them while it runs. The log itself is what goes to its file or to stdout. */
export interface LogRing {
  /** One JSON line, as it is logged. */
  keep(level: LogLevel, line: string): void;
  report(query: LogQuery): LogReport;
}

interface Kept {
  readonly number: number;
  readonly rank: number;
  readonly line: string;
}

/** UTF-16 units of all lines held: some thousand lines. */
const HELD = 524_288;
/** Of one answer: NATS carries no more than a megabyte. */
const ANSWERED = 262_144;

export function logRing(service: string, processId: string, held = HELD): LogRing {
  let kept: Kept[] = [];
  let size = 0;
  let last = 0;

  /** A few at a time: an array that loses its head at each line is copied each time. */
  function forgetOldest(): void {
    let from = 0;
    for (let left = size; left > held * 0.75 && from < kept.length - 1; from += 1) left -= kept[from]?.line.length ?? 0;
    kept = kept.slice(from);
    size = kept.reduce((sum, { line }) => sum + line.length, 0);
  }

  return {
    keep(level, line) {
      last += 1;
      kept.push({ number: last, rank: logLevels.indexOf(level), line });
      size += line.length;
      if (size > held) forgetOldest();
    },
    report({ after, level, text, correlationId, limit }) {
      const since = after ?? 0;
      const rank = logLevels.indexOf(level);
      const sought = text?.toLowerCase() ?? '';
      const oldest = kept[0]?.number ?? last + 1;
      const lines: LogLine[] = [];
      let isCut = after !== null && since + 1 < oldest;
      let answered = 0;
      for (const { number, rank: own, line } of kept.toReversed()) {
        if (number <= since) break;
        if (own < rank || !line.toLowerCase().includes(sought)) continue;
        const read = lineOf(`${service}:${processId}:${number}`, line);
        if (correlationId !== null && read.correlationId !== correlationId) continue;
        answered += line.length;
        if (lines.length === limit || answered > ANSWERED) {
          isCut = true;
          break;
        }
        lines.push(read);
      }
      return { processId, lines: lines.toReversed(), last, isCut };
    },
  };
}

function lineOf(id: string, line: string): LogLine {
  const { time, level, service, message, correlationId, ...details } = JSON.parse(line) as Record<string, unknown>; // written by jsonLogger alone
  return {
    id,
    at: String(time),
    level: logLevels.find((known) => known === level) ?? 'info',
    service: String(service),
    message: String(message),
    correlationId: typeof correlationId === 'string' ? correlationId : null,
    details,
  };
}
