import type { LiveStream } from './console-port.js';

const REOPEN_MS = 3_000;
/** The gateway says something at least every 15 s; one that froze keeps the connection and says nothing. */
const SILENT_MS = 25_000;
const kinds = ['record', 'health', 'rebuild', 'discovery', 'edit', 'reset', 'transfer'];

/** The gateway's server-sent events, for a page or a worker. */
export const restLive = (url: string): LiveStream => ({
  open(ears) {
    let closed = false;
    let source: EventSource | null = null;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    /** Of the last message: a stream that is opened again goes on behind it. */
    let last = '';

    const heardSomething = () => {
      clearTimeout(silence);
      silence = setTimeout(isSilent, SILENT_MS);
    };
    function isSilent(): void {
      source?.close();
      ears.lost();
      open();
    }

    function open(): void {
      source = new EventSource(last === '' ? url : `${url}?after=${encodeURIComponent(last)}`);
      heardSomething();
      source.onopen = () => {
        heardSomething();
        ears.opened();
      };
      source.onerror = () => {
        ears.lost();
        if (source?.readyState !== EventSource.CLOSED || closed) return;
        // Refused, after which the browser never tries again by itself.
        clearTimeout(silence);
        ears.refused();
        reopening = setTimeout(open, REOPEN_MS);
      };
      source.addEventListener('heartbeat', heardSomething);
      for (const kind of kinds)
        source.addEventListener(kind, (event: MessageEvent<string>) => {
          heardSomething();
          if (event.lastEventId) last = event.lastEventId;
          ears.heard(kind, JSON.parse(event.data) as Record<string, unknown>); // the gateway's own messages
        });
    }
    open();
    return () => {
      closed = true;
      clearTimeout(reopening);
      clearTimeout(silence);
      source?.close();
    };
  },
});
