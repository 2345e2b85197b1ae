import { messageOf } from '@soulsync/event-store';

/** Where log text goes. */
export interface LogDestination {
  /** All of it, or it rejects. Called again only when that is over. */
  write(text: string): Promise<void>;
  /** When the process ends and nothing can be waited for any more. */
  writeNow(text: string): void;
  close(): Promise<void>;
}

/** A log that never throws, never keeps its writer waiting and never takes more than a little memory: what can't be written is counted. */
export interface LogOutput {
  write(text: string): void;
  droppedLines(): number;
  /** Once what waits is written or dropped. */
  close(): Promise<void>;
}

/** Text that waits for a slow destination at most, in UTF-16 units. */
const MAX_WAITING = 262_144;
/** A destination that failed is left alone for so long: a full disk is not asked for each line. */
const REST_MS = 1_000;

/** Outputs with text that is not written yet. */
const unwritten = new Set<() => void>();
process.once('exit', () => {
  for (const flush of unwritten) flush();
});

/**
 * Lines of one turn of the event loop go out in one write: to a pipe each is a call of its own that waits. What the destination can't take
 * is dropped, and one line says how many as soon as it can.
 */
export function logOutput(destination: LogDestination, restMs = REST_MS): LogOutput {
  let waiting = '';
  let dropped = 0;
  let unreported = 0;
  let cause = '';
  let draining: Promise<void> | null = null;
  let closing = false;

  function drop(text: string, why: string): void {
    const lines = text.split('\n').length - 1 || 1;
    dropped += lines;
    unreported += lines;
    cause = why;
  }

  async function drain(): Promise<void> {
    await new Promise((turn) => setImmediate(turn));
    while (waiting !== '') {
      const text = waiting;
      const reported = unreported;
      waiting = '';
      try {
        await destination.write(reported === 0 ? text : notice(reported, cause) + text);
        unreported -= reported;
      } catch (error) {
        drop(text, messageOf(error));
        if (!closing) await rest(restMs);
      }
    }
    unwritten.delete(flush);
    draining = null;
  }

  /** A destination that can't be written to is no reason to end otherwise. */
  function flush(): void {
    const text = waiting;
    waiting = '';
    try {
      if (text !== '') destination.writeNow(text);
    } catch (error) {
      drop(text, messageOf(error));
    }
  }

  return {
    write(text) {
      if (waiting.length + text.length > MAX_WAITING) {
        drop(text, cause || 'it was not written fast enough');
        return;
      }
      waiting += text;
      unwritten.add(flush);
      draining ??= drain();
    },
    droppedLines: () => dropped,
    async close() {
      closing = true;
      await draining;
      await destination.close();
    },
  };
}

const notice = (lines: number, cause: string) =>
  `${JSON.stringify({ time: new Date().toISOString(), level: 'warn', service: 'log', message: `${lines} log lines could not be written and are lost`, droppedLines: lines, error: cause })}\n`;

/** Nobody stays alive for it. */
const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
