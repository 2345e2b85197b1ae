import type { LiveStream } from './console-port.js';

const REOPEN_MS = 3_000;
const kinds = ['record', 'health', 'rebuild', 'discovery', 'edit', 'reset', 'transfer'];

/** The gateway's server-sent events. */
export const restLive = (url: string): LiveStream => ({
  open(ears) {
    let closed = false;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function open(): void {
      source = new EventSource(url);
      source.onopen = () => ears.opened();
      source.onerror = () => {
        ears.lost();
        if (source?.readyState !== EventSource.CLOSED || closed) return;
        // Refused, after which the browser never tries again by itself.
        ears.refused();
        timer = setTimeout(open, REOPEN_MS);
      };
      for (const kind of kinds)
        source.addEventListener(
          kind,
          (event: MessageEvent<string>) => ears.heard(kind, JSON.parse(event.data) as Record<string, unknown>), // the gateway's own messages
        );
    }
    open();
    return () => {
      closed = true;
      clearTimeout(timer);
      source?.close();
    };
  },
});
