import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';

/** What was opened, and how it is closed: by a stop, or by a start that fails half-way. */
export interface Teardown {
  add(what: string, close: () => unknown): void;
  /** Last opened, first closed. One that can't be closed is logged and keeps none of the others open. */
  run(): Promise<void>;
}

export function teardown(logger: Logger): Teardown {
  const opened: { readonly what: string; readonly close: () => unknown }[] = [];
  return {
    add: (what, close) => void opened.push({ what, close }),
    async run() {
      for (let last = opened.pop(); last; last = opened.pop())
        try {
          await last.close();
        } catch (error) {
          logger.error(`${last.what} could not be closed`, { error: messageOf(error) });
        }
    },
  };
}
