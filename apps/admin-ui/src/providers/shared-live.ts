import type { LiveStream } from './console-port.js';
import type { ToPage, ToWorker } from './live-sharing.js';

const POLL_MS = 10_000;

/** For a browser that shares no workers: everything is asked for again now and then, since a stream a page would keep the seventh from loading. */
const polled: LiveStream = {
  open(ears) {
    ears.opened();
    const timer = setInterval(() => ears.heard('reset', {}), POLL_MS);
    return () => clearInterval(timer);
  },
};

/** The gateway's stream through one worker for all pages of this browser. */
export function sharedLive(url: string): LiveStream {
  if (typeof SharedWorker === 'undefined') return polled;
  return {
    open(ears) {
      const { port } = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name: 'SoulSync live' });
      const say = (message: ToWorker) => port.postMessage(message);
      port.onmessage = ({ data: told }: MessageEvent<ToPage>) => {
        if (told.kind === 'heard') ears.heard(told.topic, told.data);
        else ears[told.kind]();
      };
      const hello = () => say({ kind: 'hello', url });
      const bye = () => say({ kind: 'bye' });
      hello();
      window.addEventListener('pagehide', bye);
      window.addEventListener('pageshow', hello); // also when a page comes back as it was left
      return () => {
        window.removeEventListener('pagehide', bye);
        window.removeEventListener('pageshow', hello);
        bye();
        port.close();
      };
    },
  };
}
